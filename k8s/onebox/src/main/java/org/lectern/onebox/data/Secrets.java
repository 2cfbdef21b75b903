package org.lectern.onebox.data;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/**
 * What the parts of one box show each other, made at its first start and kept in a file that only its
 * owner may read.
 */
public record Secrets(
        String databasePassword,
        String s3AccessKey,
        String s3SecretKey,
        String agentKey,
        String adminPassword,
        String credentialsKey) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Reads the secrets of a data folder; makes those that are missing. */
    public static Secrets load(DataFolder folder) throws IOException {
        var file = new PropertiesFile(
                folder.root().resolve("secrets.properties"),
                "Made by Lectern at its first start. Keep it with the data: without it the database does not open.");
        Map<String, String> values = file.read();
        int known = values.size();
        values.computeIfAbsent("database.password", name -> random(24));
        values.computeIfAbsent("s3.access-key", name -> "lectern" + random(9).toLowerCase());
        values.computeIfAbsent("s3.secret-key", name -> random(30));
        values.computeIfAbsent("agent.key", name -> random(30));
        values.computeIfAbsent("credentials.key", name -> random(30));
        values.computeIfAbsent("admin.password", name -> random(12));
        if (values.size() > known) {
            file.write(values);
        }
        return new Secrets(
                value(values, "database.password"),
                value(values, "s3.access-key"),
                value(values, "s3.secret-key"),
                value(values, "agent.key"),
                value(values, "admin.password"),
                value(values, "credentials.key"));
    }

    private static String value(Map<String, String> values, String name) {
        return values.getOrDefault(name, "");
    }

    /** Letters and digits only, so that no shell, URL or file format trips over them. */
    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(random)
                .replace('-', 'a')
                .replace('_', 'Z');
    }

    @Override
    public String toString() {
        return "Secrets[***]";
    }
}
