package org.lectern.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where alarms are told to. */
@Entity
@Table(name = "webhook")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class WebhookEntity {
    /** The only row's. */
    public static final int ID = 1;

    @Id
    public int id = ID;

    /** May hold a token. */
    @Convert(converter = SealedText.class)
    public String url;

    @Convert(converter = SealedText.class)
    public String secret;

    /** When it was told something last; null if never. */
    @Column(name = "told_at")
    public @Nullable Instant toldAt;

    /** Why that did not get there; null if it did. */
    @Column(name = "told_problem")
    public @Nullable String toldProblem;
}
