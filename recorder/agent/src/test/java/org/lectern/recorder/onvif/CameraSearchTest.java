package org.lectern.recorder.onvif;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lectern.model.DevicePolicy;
import org.lectern.model.ErrorCode;
import org.lectern.model.control.AgentMessage;
import org.lectern.model.control.CameraDetail;
import org.lectern.model.control.ServerMessage;

/** Against a camera on real sockets. */
@Timeout(60)
class CameraSearchTest {
    private static final UUID QUESTION = new UUID(4, 4);

    private StubCamera camera;
    private CameraSearch search;

    @BeforeEach
    void start() throws Exception {
        camera = new StubCamera("rtsp://127.0.0.1:8554/main?a=1&b=2");
        search = new CameraSearch(Clock.systemUTC(), DevicePolicy.USUAL, camera.udpPort());
    }

    private void allow(String networks) {
        search.close();
        search = new CameraSearch(
                Clock.systemUTC(), DevicePolicy.of(networks, DevicePolicy.USUAL_SCHEMES, null), camera.udpPort());
    }

    @AfterEach
    void end() {
        search.close();
        camera.close();
    }

    private AgentMessage.Discovered find(String address) throws Exception {
        var answer = new CompletableFuture<AgentMessage>();
        search.search(new ServerMessage.Discover(QUESTION, address), answer::complete);
        return (AgentMessage.Discovered) answer.get(20, TimeUnit.SECONDS);
    }

    private AgentMessage.Inspected inspect(String address, String username, String password) throws Exception {
        var answer = new CompletableFuture<AgentMessage>();
        search.inspect(new ServerMessage.Inspect(QUESTION, address, username, password), answer::complete);
        return (AgentMessage.Inspected) answer.get(30, TimeUnit.SECONDS);
    }

    @Test
    void camera_answersAProbeByItsHost() throws Exception {
        camera.foreignXaddr = "http://192.0.2.66/onvif/device_service";
        AgentMessage.Discovered found = find("127.0.0.1");
        assertThat(found.problem()).isNull();
        assertThat(found.cameras()).singleElement().satisfies(one -> {
            assertThat(one.address()).isEqualTo(camera.service());
            assertThat(one.name()).isEqualTo("Hall camera");
            assertThat(one.hardware()).isEqualTo("X-100");
        });
        assertThat(camera.asked).contains("Probe n:NetworkVideoTransmitter");
    }

    @Test
    void camera_isFoundByItsAddressWithoutAProbe() throws Exception {
        assertThat(find(camera.service()).cameras())
                .singleElement()
                .satisfies(one -> assertThat(one.address()).isEqualTo(camera.service()));
        assertThat(camera.asked).containsExactly("GetSystemDateAndTime");
    }

    @Test
    void everybody_canBeAskedWithoutAnError() throws Exception {
        assertThat(find(null).problem()).isNull();
    }

    @Test
    void profiles_areListedThoughTheCamerasClockIsWrong() throws Exception {
        CameraDetail detail =
                inspect(camera.service(), StubCamera.USER, StubCamera.PASSWORD).camera();
        assertThat(detail.manufacturer()).isEqualTo("Acme");
        assertThat(detail.model()).isEqualTo("X-100");
        assertThat(detail.clockOffsetMillis()).isBetween(-10_803_000L, -10_797_000L);
        assertThat(detail.profiles().getFirst())
                .isEqualTo(new CameraDetail.Profile(
                        "p1", "Main", "H264", 1920, 1080, 25, true, "rtsp://127.0.0.1:8554/main?a=1&b=2", null));
        assertThat(camera.asked)
                .containsSubsequence(
                        "GetSystemDateAndTime",
                        "GetDeviceInformation",
                        "GetServices",
                        "GetCapabilities",
                        "GetProfiles",
                        "GetStreamUri");
    }

    @Test
    void streamOfAMachineThatIsForbidden_isNotOffered() throws Exception {
        CameraDetail.Profile elsewhere = elsewhere();
        assertThat(elsewhere.streamAddress()).isNull();
        assertThat(elsewhere.problem().code()).isEqualTo(ErrorCode.DEVICE_ADDRESS_FORBIDDEN);
        assertThat(elsewhere.problem().detail()).contains("192.0.2.66", "lectern.devices.networks");
    }

    @Test
    void streamOfAMachineThatIsAllowed_isOffered() throws Exception {
        allow("127.0.0.0/8,192.0.2.0/24");
        assertThat(elsewhere().streamAddress()).isEqualTo("rtsp://192.0.2.66/other");
    }

    private CameraDetail.Profile elsewhere() throws Exception {
        return inspect(camera.service(), StubCamera.USER, StubCamera.PASSWORD)
                .camera()
                .profiles()
                .get(1);
    }

    @Test
    void cameraOutsideTheAllowedNetworks_isNotAsked() throws Exception {
        allow("192.0.2.0/24");
        for (String address : List.of("127.0.0.1", camera.service(), "localhost:" + camera.httpPort())) {
            assertThat(find(address).problem().code()).isEqualTo(ErrorCode.DEVICE_ADDRESS_FORBIDDEN);
            AgentMessage.Problem problem =
                    inspect(address, StubCamera.USER, StubCamera.PASSWORD).problem();
            assertThat(problem.code()).isEqualTo(ErrorCode.DEVICE_ADDRESS_FORBIDDEN);
            assertThat(problem.detail()).contains("outside the networks", "lectern.devices.networks");
        }
        assertThat(camera.asked).isEmpty();
    }

    @Test
    void cameraByItsName_isAskedAtTheAddressThatWasChecked() throws Exception {
        String named = "http://localhost:%d/onvif/device_service".formatted(camera.httpPort());
        assertThat(inspect(named, StubCamera.USER, StubCamera.PASSWORD).camera().model())
                .isEqualTo("X-100");
    }

    @Test
    void newerCamera_isAskedOverMedia2() throws Exception {
        camera.hasMedia2 = true;
        CameraDetail detail =
                inspect(camera.service(), StubCamera.USER, StubCamera.PASSWORD).camera();
        assertThat(detail.profiles()).singleElement().satisfies(profile -> {
            assertThat(profile.codec()).isEqualTo("H265");
            assertThat(profile.width()).isEqualTo(3840);
            assertThat(profile.streamAddress()).isNotNull();
        });
        assertThat(camera.asked).doesNotContain("GetCapabilities");
    }

    @Test
    void cameraThatWantsHttpDigest_isGivenIt() throws Exception {
        camera.wantsHttpDigest = true;
        assertThat(inspect(camera.service(), StubCamera.USER, StubCamera.PASSWORD)
                        .problem())
                .isNull();
        assertThat(inspect(camera.service(), StubCamera.USER, "wrong").problem().code())
                .isEqualTo(ErrorCode.DEVICE_AUTHENTICATION);
    }

    @Test
    void wrongPassword_isNamed() throws Exception {
        AgentMessage.Problem problem =
                inspect(camera.service(), StubCamera.USER, "wrong").problem();
        assertThat(problem.code()).isEqualTo(ErrorCode.DEVICE_AUTHENTICATION);
        assertThat(problem.detail()).contains("refuses").doesNotContain("wrong");
        assertThat(inspect(camera.service(), null, null).problem().detail()).contains("wants a user name");
    }

    @Test
    void webPage_isNotOnvif() throws Exception {
        String page = "http://127.0.0.1:" + camera.httpPort() + "/index";
        assertThat(find(page).problem().code()).isEqualTo(ErrorCode.DEVICE_PROTOCOL);
        assertThat(inspect(page, null, null).problem().detail()).contains("not as an ONVIF camera");
    }

    @Test
    void closedPort_isNamed() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(find("http://127.0.0.1:" + port).problem().code()).isEqualTo(ErrorCode.DEVICE_UNREACHABLE);
    }

    @Test
    void deviceThatDripsItsAnswer_isGivenUpInTime() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var socket = silent.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes());
                    for (int i = 0; i < 60; i++) {
                        socket.getOutputStream().write('<');
                        Thread.sleep(500);
                    }
                } catch (java.io.IOException | InterruptedException e) {
                    // The agent has gone.
                }
            });
            long before = System.nanoTime();
            assertThat(find("http://127.0.0.1:" + silent.getLocalPort())
                            .problem()
                            .code())
                    .isEqualTo(ErrorCode.DEVICE_TIMEOUT);
            assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(10));
        }
    }
}
