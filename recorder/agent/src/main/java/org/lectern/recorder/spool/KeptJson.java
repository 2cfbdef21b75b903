package org.lectern.recorder.spool;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.lectern.model.LecternException;
import org.lectern.model.control.DeviceConfig;
import org.lectern.model.secret.Sealer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JSON that a recorder keeps on its disk. The addresses of devices hold passwords: they are sealed
 * under a key drawn from the agent's, so that a disk that is taken away or copied gives none of them. Safe for all
 * threads.
 */
public final class KeptJson {
    private static final Logger LOG = LoggerFactory.getLogger(KeptJson.class);

    private final ObjectMapper mapper;

    /**
     * @param agentKey the agent's key; with another one the addresses are unknown until the server tells
     *     them again
     */
    public KeptJson(String agentKey) {
        var sealer = new Sealer(agentKey, "spool");
        mapper = Json.MAPPER
                .copy()
                .registerModule(new SimpleModule()
                        .addSerializer(DeviceConfig.class, new Sealing(sealer))
                        .addDeserializer(DeviceConfig.class, new Opening(sealer)));
    }

    public byte[] write(Object value) throws IOException {
        return mapper.writeValueAsBytes(value);
    }

    /**
     * Reads what {@link #write} made, or an older version without seals.
     *
     * @throws IOException if it is something else
     */
    public <T> T read(byte[] bytes, Class<T> type) throws IOException {
        return mapper.readValue(bytes, type);
    }

    private static final class Sealing extends StdSerializer<DeviceConfig> {
        private static final long serialVersionUID = 1;
        private final transient Sealer sealer;

        Sealing(Sealer sealer) {
            super(DeviceConfig.class);
            this.sealer = sealer;
        }

        @Override
        public void serialize(DeviceConfig device, JsonGenerator out, SerializerProvider provider) throws IOException {
            ObjectNode open = Json.MAPPER.valueToTree(device);
            out.writeTree(open.put("url", sealer.seal(device.url())));
        }
    }

    private static final class Opening extends StdDeserializer<DeviceConfig> {
        private static final long serialVersionUID = 1;
        private final transient Sealer sealer;

        Opening(Sealer sealer) {
            super(DeviceConfig.class);
            this.sealer = sealer;
        }

        @Override
        public DeviceConfig deserialize(JsonParser in, DeserializationContext context) throws IOException {
            JsonNode sealed = in.readValueAsTree();
            DeviceConfig device = Json.MAPPER.treeToValue(sealed, DeviceConfig.class);
            return new DeviceConfig(device.id(), device.name(), device.role(), open(device));
        }

        private String open(DeviceConfig device) {
            try {
                return sealer.open(device.url());
            } catch (LecternException e) {
                LOG.warn(
                        "The address of {} was kept under another agent key; the server will tell it again.",
                        device.name());
                return "";
            }
        }
    }
}
