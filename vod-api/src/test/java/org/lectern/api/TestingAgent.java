package org.lectern.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.ServerMessage;

/** An agent that says what a test tells it to. */
public final class TestingAgent implements AutoCloseable {
    private final BlockingQueue<ServerMessage> heard = new LinkedBlockingQueue<>();
    private final ObjectMapper json;
    private final WebSocket socket;
    private volatile int closeCode;

    public TestingAgent(URI server, String key, ObjectMapper json) throws Exception {
        this.json = json;
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + key)
                .buildAsync(URI.create("ws://" + server.getAuthority() + "/api/agent/control"), new Listener())
                .get(10, TimeUnit.SECONDS);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    heard.add(json.readValue(text.toString(), ServerMessage.class));
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                } finally {
                    text.setLength(0);
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closeCode = code;
            return null;
        }
    }

    public void say(AgentMessage message) throws Exception {
        say(json.writerFor(AgentMessage.class).writeValueAsString(message));
    }

    public void say(String text) throws Exception {
        socket.sendText(text, true).get(10, TimeUnit.SECONDS);
    }

    /** The next message of a kind; others are passed over. */
    public <T extends ServerMessage> T hear(Class<T> kind) throws Exception {
        for (ServerMessage next = heard.poll(10, TimeUnit.SECONDS);
                next != null;
                next = heard.poll(10, TimeUnit.SECONDS)) {
            if (kind.isInstance(next)) {
                return kind.cast(next);
            }
        }
        throw new AssertionError("The server did not send " + kind.getSimpleName());
    }

    boolean isClosed() {
        return closeCode != 0;
    }

    int closeCode() {
        return closeCode;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
