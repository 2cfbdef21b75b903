package org.lectern.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.embedded.EmbeddedStackResource;

@QuarkusTest
@QuarkusTestResource(EmbeddedStackResource.class)
class SessionTest {
    @Test
    void signedInUser_isNamedWithItsRole() {
        Browser.as("staff")
                .get("/api/session")
                .then()
                .statusCode(200)
                .body("authenticated", equalTo(true))
                .body("username", equalTo("staff"))
                .body("roles", contains("staff"));
    }

    @Test
    void nobody_isAnonymous() {
        given().get("/api/session").then().statusCode(200).body("authenticated", equalTo(false));
    }

    @Test
    void wrongPassword_isRefusedWithoutARedirect() {
        given().redirects()
                .follow(false)
                .contentType(ContentType.URLENC)
                .formParam("j_username", "admin")
                .formParam("j_password", "guess")
                .post("/api/session/login")
                .then()
                .statusCode(401);
    }

    @Test
    void sessionCookie_isKeptFromScriptsAndOtherSites() {
        given().contentType(ContentType.URLENC)
                .formParam("j_username", "admin")
                .formParam("j_password", "lectern")
                .post("/api/session/login")
                .then()
                .header("Set-Cookie", containsString("HTTPOnly"))
                .header("Set-Cookie", containsString("SameSite=Strict"));
    }

    @ParameterizedTest
    @CsvSource({
        "student, GET, /api/rooms, 403",
        "student, GET, /api/captures, 403",
        "student, GET, /api/lectures, 200",
        "staff, GET, /api/rooms, 200",
        "staff, GET, /api/agents, 403",
        "staff, DELETE, /api/courses/00000000-0000-0000-0000-000000000000, 403",
        "admin, GET, /api/agents, 200"
    })
    void roles_allowWhatTheyAreFor(String user, String method, String path, int status) {
        Browser.as(user).request(method, path).then().statusCode(status);
    }

    @ParameterizedTest
    @CsvSource({"/api/rooms", "/api/lectures", "/api/captures", "/api/agents", "/api/courses"})
    void nobody_isAskedToSignIn(String path) {
        given().redirects().follow(false).get(path).then().statusCode(401);
    }

    @Test
    void changeWithoutTheHeader_isRefused() {
        given().contentType(ContentType.JSON)
                .cookie("lectern-session", Browser.cookie("admin"))
                .body("{\"code\":\"P\",\"title\":\"P\"}")
                .post("/api/courses")
                .then()
                .statusCode(403)
                .body("detail", containsString("X-Lectern-Request"));
    }
}
