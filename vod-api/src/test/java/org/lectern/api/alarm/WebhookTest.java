package org.lectern.api.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.api.Browser;
import org.lectern.embedded.EmbeddedStackResource;

/** The webhook as an admin sets and tries it. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class WebhookTest {
    private static final String SECRET = "a secret of many letters";

    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private HttpServer receiver;

    @BeforeEach
    void receive() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        receiver.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            signatures.add(exchange.getRequestHeaders().getFirst(WebhookClient.SIGNATURE));
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/elsewhere")) {
                exchange.getResponseHeaders().add("Location", "/hook");
            }
            exchange.sendResponseHeaders(path.equals("/elsewhere") ? 307 : path.equals("/gone") ? 410 : 204, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void end() {
        Browser.as("admin").delete("/api/webhook").then().statusCode(204);
        receiver.stop(0);
    }

    private String address(String path) {
        return "http://127.0.0.1:%d%s".formatted(receiver.getAddress().getPort(), path);
    }

    private void set(String path) {
        Browser.as("admin")
                .body(Map.of("url", address(path), "secret", SECRET))
                .put("/api/webhook")
                .then()
                .statusCode(200)
                .body("url", equalTo(address(path)))
                .body("told", nullValue());
    }

    @Test
    void test_isSentSigned_andItsResultIsKept() {
        Browser.as("admin").post("/api/webhook/test").then().statusCode(404);
        set("/hook");
        Browser.as("admin")
                .post("/api/webhook/test")
                .then()
                .statusCode(200)
                .body("told.at", notNullValue())
                .body("told.problem", nullValue());
        assertThat(bodies).singleElement().asString().contains("\"event\":\"test\"", "Nothing is wrong");
        assertThat(signatures.getFirst())
                .isEqualTo(WebhookClient.sign(SECRET, bodies.getFirst().getBytes(StandardCharsets.UTF_8)));
        Browser.as("admin")
                .get("/api/webhook")
                .then()
                .body("told.at", notNullValue())
                .body(not(containsString(SECRET)));
        Browser.as("staff").get("/api/webhook").then().statusCode(403);
        Browser.as("staff").post("/api/webhook/test").then().statusCode(403);
    }

    @Test
    void secret_isKeptWhenOnlyTheAddressChanges() {
        Browser.as("admin")
                .body(Map.of("url", address("/hook")))
                .put("/api/webhook")
                .then()
                .statusCode(400)
                .body("detail", containsString("Give a secret"));
        set("/gone");
        Browser.as("admin")
                .body(Map.of("url", address("/hook")))
                .put("/api/webhook")
                .then()
                .statusCode(200);
        Browser.as("admin").post("/api/webhook/test").then().body("told.problem", nullValue());
        assertThat(signatures.getLast())
                .isEqualTo(WebhookClient.sign(SECRET, bodies.getLast().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void receiverThatAnswersWithAnError_isTold() {
        set("/gone");
        Browser.as("admin").post("/api/webhook/test").then().body("told.problem", containsString("410"));
    }

    @Test
    void redirect_isNotFollowed() {
        set("/elsewhere");
        Browser.as("admin").post("/api/webhook/test").then().body("told.problem", containsString("redirect"));
        assertThat(bodies).hasSize(1);
    }

    @Test
    void nobodyThere_isTold() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Browser.as("admin")
                .body(Map.of("url", "http://127.0.0.1:" + port, "secret", SECRET))
                .put("/api/webhook");
        Browser.as("admin")
                .post("/api/webhook/test")
                .then()
                .body("told.problem", containsString("Nothing is listening"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://[::1]:8080/",
                "https://0.0.0.0/",
                "http://[fd00:ec2::254]/"
            })
    void forbiddenAddress_isRefusedWhenItIsSaved(String url) {
        Browser.as("admin")
                .body(Map.of("url", url, "secret", SECRET))
                .put("/api/webhook")
                .then()
                .statusCode(403)
                .body("code", equalTo("WEBHOOK_ADDRESS_FORBIDDEN"))
                .body("detail", containsString("lectern.webhook.allow"));
        Browser.as("admin").get("/api/webhook").then().body("url", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://192.0.2.1/", "http://user:word@192.0.2.1/", "no address", "http:///x"})
    void addressOfNoUse_isAClearError(String url) {
        Browser.as("admin")
                .body(Map.of("url", url, "secret", SECRET))
                .put("/api/webhook")
                .then()
                .statusCode(400)
                .body("detail", containsString("http:// or https://"));
    }
}
