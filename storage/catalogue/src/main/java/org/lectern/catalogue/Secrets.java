package org.lectern.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.util.Base64;

/** Keys that every process of an installation shares: made at first use, kept in the catalogue. */
@ApplicationScoped
public class Secrets {
    private static final int BYTES = 32;

    private final EntityManager database;

    Secrets(EntityManager database) {
        this.database = database;
    }

    /** The secret of this name: 256 random bits. */
    @Transactional
    public byte[] get(String name) {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        database.createNativeQuery("INSERT INTO secret (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
                .setParameter(1, name)
                .setParameter(2, Base64.getEncoder().encodeToString(random))
                .executeUpdate();
        Object value = database.createNativeQuery("SELECT value FROM secret WHERE name = ?1")
                .setParameter(1, name)
                .getSingleResult();
        return Base64.getDecoder().decode(value.toString());
    }
}
