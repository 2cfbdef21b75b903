package org.lectern.recorder.onvif;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DevicePolicy;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.AgentMessage.Problem;
import org.lectern.model.control.CameraDetail;
import org.lectern.model.control.FoundCamera;
import org.lectern.model.control.ServerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the server's questions about cameras, on threads of its own: they take seconds, and commands
 * must not wait for them. Safe for all threads.
 */
public final class CameraSearch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int AT_ONCE = 4;
    private static final String USUAL_PATH = "/onvif/device_service";
    private static final Logger LOG = LoggerFactory.getLogger(CameraSearch.class);

    private final Clock clock;
    private final DevicePolicy policy;
    private final int discoveryPort;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(3))
            .build();

    /** @param policy which hosts may be asked, and which addresses of streams may be offered */
    public CameraSearch(Clock clock, DevicePolicy policy) {
        this(clock, policy, Discovery.PORT);
    }

    CameraSearch(Clock clock, DevicePolicy policy, int discoveryPort) {
        this.clock = clock;
        this.policy = policy;
        this.discoveryPort = discoveryPort;
    }

    /** Looks for cameras and tells what was found; returns at once. */
    public void search(ServerMessage.Discover question, Consumer<AgentMessage> answer) {
        begin(
                () -> new AgentMessage.Discovered(question.question(), found(question.address()), null),
                problem -> new AgentMessage.Discovered(question.question(), List.of(), problem),
                answer);
    }

    /** Asks one camera and tells what it says; returns at once. */
    public void inspect(ServerMessage.Inspect question, Consumer<AgentMessage> answer) {
        begin(
                () -> new AgentMessage.Inspected(question.question(), detail(question), null),
                problem -> new AgentMessage.Inspected(question.question(), null, problem),
                answer);
    }

    private interface Question {
        AgentMessage answer() throws IOException;
    }

    private interface Failure {
        AgentMessage answer(Problem problem);
    }

    private void begin(Question question, Failure failure, Consumer<AgentMessage> answer) {
        if (!places.tryAcquire()) {
            answer.accept(failure.answer(new Problem(
                    ErrorCode.CONFLICT, "This recorder is asking several cameras already. Try again in a moment.")));
            return;
        }
        Thread.ofVirtual().name("camera-search").start(() -> {
            try {
                answer.accept(answerOf(question, failure));
            } finally {
                places.release();
            }
        });
    }

    private static AgentMessage answerOf(Question question, Failure failure) {
        try {
            return question.answer();
        } catch (LecternException e) {
            return failure.answer(new Problem(e.code(), String.valueOf(e.getMessage())));
        } catch (IOException e) {
            LOG.warn("Cameras could not be searched for: {}", e.getMessage());
            return failure.answer(
                    new Problem(
                            ErrorCode.DEVICE_UNREACHABLE,
                            "The recorder could not search its network. Check that it is connected, or give the camera's address."));
        } catch (RuntimeException e) {
            LOG.error("A question about cameras failed.", e);
            return failure.answer(new Problem(ErrorCode.INTERNAL, "The recorder failed; see its log."));
        }
    }

    private List<FoundCamera> found(@Nullable String address) throws IOException {
        var discovery = new Discovery(PATIENCE);
        if (address == null || address.isBlank()) {
            return discovery.everybody();
        }
        URI service = service(address);
        List<InetAddress> checked = policy.checkHost(service.getHost());
        if (!address.contains("://")) {
            List<FoundCamera> answers = discovery.one(new InetSocketAddress(checked.getFirst(), discoveryPort));
            if (!answers.isEmpty()) {
                return answers;
            }
        }
        // Many cameras answer no probe that is sent to them alone: is there one at the usual place?
        new OnvifCamera(service, http, clock, null, policy).clockOffset();
        return List.of(new FoundCamera(service.toString(), null, null, null));
    }

    private CameraDetail detail(ServerMessage.Inspect question) {
        String username = question.username();
        String password = question.password();
        Login login =
                username == null || username.isBlank() ? null : new Login(username, password == null ? "" : password);
        return new OnvifCamera(service(question.address()), http, clock, login, policy).inspect();
    }

    /** The device service at an address as a person gives it: a host, host and port, or all of it. */
    static URI service(String address) {
        String text = address.strip();
        URI uri = Hosts.address(text.contains("://") ? text : "http://" + text)
                .filter(one -> "http".equals(one.getScheme()) || "https".equals(one.getScheme()))
                .orElseThrow(
                        () -> new LecternException(
                                ErrorCode.DEVICE_ADDRESS_INVALID,
                                "Give the camera's host, such as 10.0.0.20 or 10.0.0.20:8000, without user name and password."));
        boolean bare = uri.getRawPath() == null
                || uri.getRawPath().isEmpty()
                || uri.getRawPath().equals("/");
        return bare ? uri.resolve(USUAL_PATH) : uri;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
