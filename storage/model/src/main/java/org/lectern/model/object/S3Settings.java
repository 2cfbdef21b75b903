package org.lectern.model.object;

/** Where the S3 endpoint is and how to sign in to it. */
public record S3Settings(String endpoint, String region, String bucket, String accessKey, String secretKey) {
    @Override
    public String toString() {
        return "S3Settings[%s, %s, %s]".formatted(endpoint, region, bucket);
    }
}
