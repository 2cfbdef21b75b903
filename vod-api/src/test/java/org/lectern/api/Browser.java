package org.lectern.api;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** Requests as the pages send them. */
public final class Browser {
    private Browser() {}

    /** A request of a demo user. */
    public static RequestSpecification as(String username) {
        return given().cookie("lectern-session", cookie(username))
                .header("X-Lectern-Request", "1")
                .contentType(ContentType.JSON);
    }

    /** Signs a demo user in; returns the session's cookie. */
    public static String cookie(String username) {
        return given().contentType(ContentType.URLENC)
                .formParam("j_username", username)
                .formParam("j_password", "lectern")
                .post("/api/session/login")
                .then()
                .statusCode(200)
                .extract()
                .cookie("lectern-session");
    }
}
