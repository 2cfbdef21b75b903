package org.lectern.embedded;

/** Where a database is and how to sign in to it. */
public record DatabaseSettings(String url, String username, String password) {
    @Override
    public String toString() {
        return "DatabaseSettings[%s, %s]".formatted(url, username);
    }
}
