package org.lectern.media.mp4;

import java.util.HexFormat;
import java.util.Set;

/** Prints boxes as text, for golden comparisons. */
final class BoxDump {
    private static final Set<String> CONTAINERS =
            Set.of("moov", "trak", "mdia", "minf", "stbl", "dinf", "mvex", "moof", "traf", "edts");

    private BoxDump() {}

    static String of(byte[] file) {
        StringBuilder out = new StringBuilder();
        dump(BoxReader.first(file), 0, out);
        return out.toString();
    }

    private static void dump(BoxReader first, int depth, StringBuilder out) {
        for (BoxReader box = first; box != null; box = box.next()) {
            out.append("  ".repeat(depth)).append(box.type()).append(' ').append(box.end() - box.start());
            switch (box.type()) {
                case String container
                when CONTAINERS.contains(container) -> {
                    out.append('\n');
                    dump(box.child(0), depth + 1, out);
                    continue;
                }
                case "stsd", "dref" -> {
                    out.append('\n');
                    dump(box.child(8), depth + 1, out);
                    continue;
                }
                case "avc1", "hvc1" -> {
                    out.append(" %dx%d\n".formatted(box.u16(24), box.u16(26)));
                    dump(box.child(78), depth + 1, out);
                    continue;
                }
                case "mp4a" -> {
                    out.append(" %d channels %d Hz\n".formatted(box.u16(16), box.u16(24)));
                    dump(box.child(28), depth + 1, out);
                    continue;
                }
                default -> out.append(' ').append(HexFormat.of().formatHex(box.payload()));
            }
            out.append('\n');
        }
    }
}
