package io.coursepulse.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.web.attack.HostileFrames;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that send more than they should on the WebSocket, and read nothing. */
@Timeout(60)
class FloodTest {

    private final WebServer server = new WebServer().start();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void floodIsCutOff(HostileFrames frames) throws IOException {
        assertThat(frames.areCutOff(server.port())).isTrue();

        server.awaitJson("/healthz", health -> health.getInteger("browsers") == 0);
    }
}
