package org.lectern.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lectern.embedded.EmbeddedStackResource;
import org.lectern.model.object.ObjectKeys;
import org.lectern.model.object.ObjectStore;

/** The server's side of tus 1.0: what a browser or a tus client sees. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class UploadTest {
    private static final int PIECE = 4 * 1024 * 1024;

    @TestHTTPResource
    URI server;

    @Inject
    ObjectStore store;

    @Test
    void file_sentInPieces_isWholeInTheStore() {
        byte[] file = bytes(2 * PIECE + 1000);
        String address = create("My lecture.mp4", file.length);
        for (int at = 0; at < file.length; at += PIECE) {
            byte[] piece = Arrays.copyOfRange(file, at, Math.min(file.length, at + PIECE));
            patch(address, at, piece).then().statusCode(204).header("Upload-Offset", equalTo("" + (at + piece.length)));
        }
        String id = address.substring(address.lastIndexOf('/') + 1);
        Browser.as("staff")
                .get(address)
                .then()
                .statusCode(200)
                .body("state", equalTo("WAITING"))
                .body("title", equalTo("My lecture"))
                .body("received", equalTo(file.length));
        assertThat(store.get(ObjectKeys.uploadPiece(UUID.fromString(id), 1)))
                .isEqualTo(Arrays.copyOfRange(file, PIECE, 2 * PIECE));
        // It is being read.
        Browser.as("staff").delete(address).then().statusCode(409).body("code", equalTo("CONFLICT"));
    }

    @Test
    void line_thatBreaksInAPiece_losesNothingThatCame() throws Exception {
        byte[] file = bytes(1_000_000);
        String address = create("broken.mkv", file.length);
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            OutputStream out = socket.getOutputStream();
            String head = """
                    PATCH %s HTTP/1.1\r
                    Host: %s\r
                    Cookie: lectern-session=%s\r
                    X-Lectern-Request: 1\r
                    Tus-Resumable: 1.0.0\r
                    Upload-Offset: 0\r
                    Content-Type: application/offset+octet-stream\r
                    Content-Length: %d\r
                    \r
                    """.formatted(address, server.getAuthority(), Browser.cookie("staff"), file.length);
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(file, 0, 600_000);
            out.flush();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> offset(address) > 0);
        int there = offset(address);
        assertThat(there).isBetween(1, 600_000);
        patch(address, there, Arrays.copyOfRange(file, there, file.length))
                .then()
                .statusCode(204)
                .header("Upload-Offset", equalTo("" + file.length));
    }

    @Test
    void piece_atAnotherPlace_isAConflict() {
        String address = create("order.mov", 1000);
        patch(address, 10, bytes(10)).then().statusCode(409).body("code", equalTo("CONFLICT"));
        patch(address, 0, bytes(1001)).then().statusCode(400).body("code", equalTo("INVALID_REQUEST"));
        patch(address, 0, bytes(10)).then().statusCode(204);
        patch(address, 0, bytes(10)).then().statusCode(409).body("detail", containsString("10 bytes"));
    }

    @Test
    void file_thatIsTooLarge_isRefusedBeforeItIsSent() {
        announce("huge.mp4", 1L << 50)
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("code", equalTo("UPLOAD_TOO_LARGE"))
                .body("detail", containsString("LECTERN_UPLOAD_LARGEST"));
    }

    @Test
    void files_thatAreTooMany_areRefusedBeforeTheyAreSent() {
        long each = 60L << 30;
        int status = 201;
        for (int i = 0; i < 40 && status == 201; i++) {
            var response = announce("quota%d.mp4".formatted(i), each);
            status = response.statusCode();
            if (status == 507) {
                response.then().body("code", equalTo("UPLOAD_QUOTA"));
            }
        }
        assertThat(status).isEqualTo(507);
        Browser.as("staff")
                .get("/api/uploads")
                .jsonPath()
                .<String>getList("findAll { it.fileName =~ /^quota/ }.id")
                .forEach(id ->
                        Browser.as("staff").delete("/api/uploads/" + id).then().statusCode(204));
    }

    @Test
    void emptyFile_isReadAtOnce() {
        String address = create("empty.mp4", 0);
        Browser.as("staff").get(address).then().body("state", equalTo("WAITING"));
    }

    @Test
    void lecture_thatIsBeingUploaded_isNotShownToStudents_andGoesWithItsFile() {
        String address = create("hidden.mp4", 1000);
        String lecture = Browser.as("staff").get(address).path("lectureId");
        Browser.as("student").get("/api/lectures?limit=100").then().body("items.id", not(hasItem(lecture)));
        Browser.as("staff").get("/api/lectures/" + lecture).then().body("state", equalTo("IMPORTING"));
        Browser.as("staff").delete(address).then().statusCode(204);
        Browser.as("staff").get(address).then().statusCode(404);
        Browser.as("staff").get("/api/lectures/" + lecture).then().statusCode(404);
    }

    @Test
    void student_mayNotUpload() {
        Browser.as("student")
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", 10)
                .post("/api/uploads")
                .then()
                .statusCode(403);
        Browser.as("student").get("/api/uploads").then().statusCode(403);
    }

    @Test
    void client_ofAnotherTus_isToldTheVersion() {
        Browser.as("staff")
                .header("Tus-Resumable", "0.2.2")
                .header("Upload-Length", 10)
                .post("/api/uploads")
                .then()
                .statusCode(412)
                .header("Tus-Version", equalTo("1.0.0"));
        Browser.as("staff")
                .options("/api/uploads")
                .then()
                .statusCode(204)
                .header("Tus-Extension", containsString("creation"));
    }

    @Test
    void metadata_thatIsWrong_saysWhat() {
        sender().header("Upload-Length", 10)
                .header("Upload-Metadata", "role " + base64("CAT"))
                .post("/api/uploads")
                .then()
                .statusCode(400)
                .body("detail", containsString("PRESENTER"));
        sender().header("Upload-Length", 10)
                .header("Upload-Metadata", "recordedAt " + base64("yesterday"))
                .post("/api/uploads")
                .then()
                .statusCode(400)
                .body("detail", containsString("recordedAt"));
    }

    private static String create(String name, long length) {
        return announce(name, length)
                .then()
                .statusCode(201)
                .header("Location", not(endsWith("/")))
                .extract()
                .header("Location");
    }

    private static io.restassured.response.Response announce(String name, long length) {
        return sender().header("Upload-Length", length)
                .header("Upload-Metadata", "filename " + base64(name))
                .post("/api/uploads");
    }

    private static io.restassured.response.Response patch(String address, int offset, byte[] piece) {
        return given().cookie("lectern-session", Browser.cookie("staff"))
                .header("X-Lectern-Request", "1")
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", offset)
                .contentType("application/offset+octet-stream")
                .body(piece)
                .patch(address);
    }

    private static RequestSpecification sender() {
        return Browser.as("staff").header("Tus-Resumable", "1.0.0");
    }

    private static int offset(String address) {
        return Integer.parseInt(Browser.as("staff").head(address).header("Upload-Offset"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
