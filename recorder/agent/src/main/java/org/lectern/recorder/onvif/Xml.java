package org.lectern.recorder.onvif;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads what devices send. They are not trusted: no document type, so no entity of any kind, and a
 * bound on the depth; callers bound the size. Elements are found by local name, because devices disagree
 * on the namespaces of later schema versions.
 */
final class Xml {
    private static final String DEEPEST = "100";
    private static final int LONGEST_TEXT = 1000;

    private Xml() {}

    /**
     * The root of a document.
     *
     * @throws IOException if it is no XML of the kind that is read here
     */
    static Element parse(byte[] document) throws IOException {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setAttribute("jdk.xml.maxElementDepth", DEEPEST);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Silent());
            return builder.parse(new ByteArrayInputStream(document)).getDocumentElement();
        } catch (SAXException e) {
            throw new IOException("no XML that can be read", e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("The JDK's own parser has these features.", e);
        }
    }

    /** Every element below that has this local name, in the order of the document. */
    static List<Element> all(Element root, String name) {
        List<Element> found = new ArrayList<>();
        collect(root, name, found);
        return found;
    }

    private static void collect(Element parent, String name, List<Element> found) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                if (name.equals(element.getLocalName())) {
                    found.add(element);
                }
                collect(element, name, found);
            }
        }
    }

    /** The first element below along these local names, each anywhere below the one before. */
    static Optional<Element> first(Element root, String... path) {
        Optional<Element> at = Optional.of(root);
        for (String name : path) {
            at = at.flatMap(element -> all(element, name).stream().findFirst());
        }
        return at;
    }

    /** The text of such an element, stripped and cut to a sane length; null if it is missing or empty. */
    static @Nullable String text(Element root, String... path) {
        return first(root, path).map(Xml::text).filter(text -> !text.isEmpty()).orElse(null);
    }

    static String text(Element element) {
        String text = element.getTextContent().strip();
        return text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    }

    /** A number in such an element, 0 if there is none. */
    static double number(Element root, String... path) {
        String text = text(root, path);
        try {
            return text == null ? 0 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** A text as it stands in a document. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** The parser would print what it minds on the console. */
    private static final class Silent implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) {}

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
