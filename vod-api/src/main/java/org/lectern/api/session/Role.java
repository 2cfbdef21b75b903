package org.lectern.api.session;

/** The roles, as annotations take them. */
public final class Role {
    public static final String STUDENT = "student";
    public static final String STAFF = "staff";
    public static final String ADMIN = "admin";

    private Role() {}
}
