package io.coursepulse.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.web.attack.HostileRequests;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that are wrong are the client's fault: they are told so, and the log, which an operator reads, is not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestTest {

    /** Keeps what is logged. */
    private static final class Kept extends AbstractAppender {
        private final List<String> messages = new CopyOnWriteArrayList<>();

        private Kept() {
            super("kept", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            messages.add(event.getLevel() + " " + event.getLoggerName() + " "
                    + event.getMessage().getFormattedMessage() + " " + event.getThrown());
        }
    }

    private final Kept log = new Kept();
    private WebServer server;
    private LoggerConfig root;
    private Level before;

    @BeforeAll
    void start() {
        root = LoggerContext.getContext(false).getConfiguration().getRootLogger();
        before = root.getLevel();
        log.start();
        root.setLevel(Level.INFO);
        root.addAppender(log, Level.INFO, null);
        LoggerContext.getContext(false).updateLoggers();
        server = new WebServer(TestSettings.with(
                        settings -> settings.password("correct horse").limits(new WebSettings.Limits(100_000, 10, 10))))
                .start();
    }

    @AfterAll
    void stop() {
        server.close();
        root.removeAppender(log.getName());
        root.setLevel(before);
        LoggerContext.getContext(false).updateLoggers();
    }

    @ParameterizedTest
    @EnumSource
    void isAnsweredAndNotLogged(HostileRequests request) throws IOException {
        server.get("/healthz");
        log.messages.clear();

        assertThat(request.send(server.port())).isIn(request.expected());

        assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(log.messages)
                // Said once, of its own names.
                .filteredOn(message -> !message.contains("io.micrometer"))
                .isEmpty();
    }
}
