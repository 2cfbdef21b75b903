package org.lectern.media.hls;

import java.util.StringJoiner;

/** Builds an attribute list (RFC 8216bis section 4.2) in the order of the calls. Not thread-safe. */
final class AttributeList {
    private final StringJoiner attributes = new StringJoiner(",");

    /** Adds an integer, a decimal, a resolution or an enumerated string. */
    AttributeList add(String name, Object value) {
        attributes.add(name + "=" + value);
        return this;
    }

    /** Adds a quoted string; what may not stand in one is replaced. */
    AttributeList quoted(String name, String value) {
        attributes.add(name + "=\"" + value.replace('"', '\'').replaceAll("\\p{Cntrl}", " ") + "\"");
        return this;
    }

    @Override
    public String toString() {
        return attributes.toString();
    }
}
