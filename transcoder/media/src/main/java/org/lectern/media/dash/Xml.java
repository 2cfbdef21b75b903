package org.lectern.media.dash;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes elements with what is in them. Not thread-safe. */
final class Xml {
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter out;

    Xml() {
        try {
            out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            out.writeStartDocument("UTF-8", "1.0");
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An attribute. */
    record Attribute(String name, String value) {
        static Attribute of(String name, Object value) {
            return new Attribute(name, value.toString());
        }
    }

    /** An element without content. */
    void element(String name, List<Attribute> attributes) {
        element(name, attributes, () -> {});
    }

    void element(String name, List<Attribute> attributes, Runnable content) {
        try {
            out.writeStartElement(name);
            for (Attribute attribute : attributes) {
                out.writeAttribute(attribute.name(), attribute.value());
            }
            content.run();
            out.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    void text(String name, String content) {
        element(name, List.of(), () -> {
            try {
                out.writeCharacters(content);
            } catch (XMLStreamException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** All that was written. */
    @Override
    public String toString() {
        try {
            out.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
