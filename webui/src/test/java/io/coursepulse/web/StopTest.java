package io.coursepulse.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.web.attack.RawHttp;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A server that is told to stop. */
class StopTest {

    @Test
    void stopsInTwoSecondsWhateverItWaitsFor() throws Exception {
        WebServer server = new WebServer().start();
        server.awaitJson("/readyz", ready -> ready.getBoolean("ready"));
        server.store.frozen(true);
        try (Socket idle = RawHttp.connect(server.port());
                Socket half = RawHttp.connect(server.port());
                Socket waiting = RawHttp.connect(server.port());
                Browser browser = server.browse("/live")) {
            idle.getOutputStream()
                    .write(RawHttp.request("GET", "/healthz", "Connection", "keep-alive")
                            .getBytes(StandardCharsets.UTF_8));
            RawHttp.readHead(idle.getInputStream());
            half.getOutputStream().write("GET / HTT".getBytes(StandardCharsets.UTF_8));
            waiting.getOutputStream()
                    .write(RawHttp.request("GET", "/api/v1/days/20171101").getBytes(StandardCharsets.UTF_8));
            browser.next();
            long began = System.nanoTime();
            server.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        } finally {
            server.store.frozen(false);
            server.close();
        }
    }
}
