package org.lectern.catalogue.entity;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;
import org.lectern.catalogue.secret.CredentialsKey;

/** Keeps text that holds credentials sealed in the database: who has a dump of it has no camera. */
@Converter
class SealedText implements AttributeConverter<String, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable String text) {
        return text == null ? null : CredentialsKey.require().seal(text);
    }

    @Override
    public @Nullable String convertToEntityAttribute(@Nullable String stored) {
        return stored == null ? null : CredentialsKey.require().open(stored);
    }
}
