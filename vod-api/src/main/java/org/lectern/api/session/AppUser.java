package org.lectern.api.session;

import io.quarkus.security.jpa.Password;
import io.quarkus.security.jpa.Roles;
import io.quarkus.security.jpa.UserDefinition;
import io.quarkus.security.jpa.Username;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A user of the embedded user store. The password is a bcrypt hash; roles are separated by commas. */
@Entity
@Table(name = "app_user")
@UserDefinition
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class AppUser {
    @Id
    @Username
    public String username;

    @Column(name = "display_name")
    public String displayName;

    @Password
    public String password;

    @Roles
    public String roles;

    @Column(name = "created_at")
    public Instant createdAt;
}
