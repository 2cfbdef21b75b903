package org.lectern.recorder.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.ServerMessage;
import org.lectern.recorder.capture.Backoff;
import org.lectern.recorder.spool.Json;
import org.lectern.recorder.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's connection to the server: it calls out, so it works behind NAT; it calls again for ever.
 * One thread connects and sends telemetry, one carries out commands, so that a slow Stop does not look
 * like a dead agent. Nothing in the recorder waits for it.
 */
public final class ControlClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SEND = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofMillis(250);
    /** The timetable of a building: thousands of captures, each with its devices. */
    private static final int LONGEST_MESSAGE = 16 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(ControlClient.class);

    private final HttpClient http;
    private final URI address;
    private final String key;
    private final Supplier<AgentMessage.Hello> hello;
    private final Supplier<AgentMessage.Telemetry> telemetry;
    private final CommandHandler handler;
    private final Runnable connected;
    private final Backoff backoff = Backoff.forDevices();
    private final LinkedBlockingQueue<ServerMessage> commands = new LinkedBlockingQueue<>();
    private final Object sending = new Object();
    private volatile @Nullable Connection current;
    private volatile boolean closed;
    private volatile @Nullable Thread worker;

    /**
     * @param server address of vod-api
     * @param key the agent's key
     * @param connected called after each connection
     */
    public ControlClient(
            HttpClient http,
            URI server,
            String key,
            Supplier<AgentMessage.Hello> hello,
            Supplier<AgentMessage.Telemetry> telemetry,
            CommandHandler handler,
            Runnable connected) {
        this.http = http;
        this.address =
                URI.create(server.resolve("/api/agent/control").toString().replaceFirst("^http", "ws"));
        this.key = key;
        this.hello = hello;
        this.telemetry = telemetry;
        this.handler = handler;
        this.connected = connected;
    }

    /** Begins, on threads of its own. */
    public void start() {
        Thread.ofVirtual().name("control").start(this::run);
        worker = Thread.ofVirtual().name("commands").start(this::work);
    }

    /** Whether the server is connected. */
    public boolean isConnected() {
        return current != null;
    }

    private void run() {
        boolean told = false;
        try {
            while (!closed) {
                try {
                    serve();
                    told = false;
                } catch (ExecutionException | TimeoutException e) {
                    if (!told) {
                        told = true;
                        LOG.warn("{}", trouble(e));
                    }
                }
                current = null;
                Thread.sleep(backoff.next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String trouble(Exception e) {
        boolean refused = e.getCause() instanceof WebSocketHandshakeException handshake
                && (handshake.getResponse().statusCode() == 401
                        || handshake.getResponse().statusCode() == 403);
        return refused
                ? "The server at %s refuses this agent's key; check LECTERN_AGENT_KEY."
                        .formatted(address.getAuthority())
                : "The server at %s is not reached; recording does not need it.".formatted(address.getAuthority());
    }

    private void serve() throws InterruptedException, ExecutionException, TimeoutException {
        var connection = new Connection();
        WebSocket socket = http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + key)
                .connectTimeout(CONNECT)
                .buildAsync(address, connection)
                .get(2 * CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        try {
            connection.socket = socket;
            send(socket, hello.get());
            current = connection;
            LOG.info("Connected to the server at {}.", address.getAuthority());
            backoff.reset();
            connected.run();
            while (!closed && !connection.ended.isDone()) {
                send(socket, telemetry.get());
                try {
                    connection.ended.get(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // Time for the next heartbeat.
                }
            }
            LOG.info("The connection to the server ended.");
        } finally {
            current = null;
            socket.abort();
        }
    }

    private void send(WebSocket socket, AgentMessage message)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            String text = Json.MAPPER.writeValueAsString(message);
            synchronized (sending) {
                socket.sendText(text, true).get(SEND.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Our own messages can be written.", e);
        }
    }

    private void work() {
        try {
            while (!closed) {
                ServerMessage message = commands.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                if (message != null) {
                    handler.handle(message).ifPresent(this::tell);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends an answer if the server is connected, waiting for it at most some seconds. */
    public void tell(AgentMessage message) {
        Connection connection = current;
        WebSocket socket = connection == null ? null : connection.socket;
        if (socket == null) {
            // What matters, the server says again after the next hello.
            return;
        }
        try {
            send(socket, message);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("An answer did not get to the server.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Listens to one connection. */
    private final class Connection implements WebSocket.Listener {
        final CompletableFuture<Void> ended = new CompletableFuture<>();
        volatile @Nullable WebSocket socket;
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (text.length() > LONGEST_MESSAGE) {
                LOG.warn("The server sent a message that is too long; the connection is opened again.");
                ended.complete(null);
                return null;
            }
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(String message) {
            try {
                commands.add(Json.MAPPER.readValue(message, ServerMessage.class));
            } catch (JsonProcessingException e) {
                LOG.warn("The server sent a message that this version does not know.");
            }
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            ended.complete(null);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            ended.complete(null);
        }
    }

    @Override
    public void close() {
        closed = true;
        Connection connection = current;
        if (connection != null) {
            connection.ended.complete(null);
        }
        Threads.awaitEnd(worker);
    }
}
