package io.coursepulse.web;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.coursepulse.config.InvalidConfigurationException;
import io.coursepulse.config.Ticker;
import io.coursepulse.web.http.Metrics;
import io.coursepulse.web.live.LiveIntervals;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the web server: {@code Main --config coursepulse.conf}. Exits with status 1 and a message if it cannot start. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final String USAGE = "Usage: java -jar coursepulse-webui-VERSION.jar --config FILE";
    private static final String EXIT_OPTION = "ExitOnOutOfMemoryError";
    private static final long STOP_TIMEOUT_SECONDS = 10;

    private Main() {}

    public static void main(String[] args) {
        if (args.length != 2 || !args[0].equals("--config")) {
            exit(USAGE);
        }
        try {
            start(WebConfig.read(Path.of(args[1])));
        } catch (InvalidConfigurationException e) {
            exit(e.getMessage());
        }
    }

    private static void start(WebConfig config) {
        Metrics metrics = new Metrics();
        WebVerticle web = new WebVerticle(
                config.web(),
                Clock.system(config.zone()),
                Ticker.SYSTEM,
                Backend.of(config),
                LiveIntervals.DEFAULT,
                metrics);
        warnIfUnprotected(config.web());
        warnIfItOutlivesItsMemory();
        // Every file is served from memory; with the defaults, Vert.x would create a directory for cached files.
        Vertx vertx = metrics.vertx(new VertxOptions()
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        vertx.deployVerticle(web)
                .onSuccess(id -> {
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(vertx, id), "stop"));
                    LOG.info(
                            "CoursePulse is at {}://{}:{}/; days begin at midnight in {}",
                            config.web().tls().isPresent() ? "https" : "http",
                            config.web().host(),
                            web.port(),
                            config.zone());
                })
                .onFailure(e -> exit(explain(e, config.web())));
    }

    private static void warnIfUnprotected(WebSettings web) {
        if (!web.host().startsWith("127.")
                && !web.host().equals("localhost")
                && web.password().isEmpty()) {
            LOG.warn(
                    "No password is set: everybody who can connect to {} can read the counts. Set web.password to require one",
                    web.host());
        }
        if (web.tls().isEmpty() && !web.password().isEmpty() && !web.host().startsWith("127.")) {
            LOG.warn("Passwords are sent unencrypted: set web.tls, or terminate TLS at a proxy");
        }
    }

    private static void warnIfItOutlivesItsMemory() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (jvm != null && !Boolean.parseBoolean(jvm.getVMOption(EXIT_OPTION).getValue())) {
            LOG.warn(
                    "Out of memory would leave a process that does not answer and is not restarted: start it with java -XX:+{}",
                    EXIT_OPTION);
        }
    }

    /**
     * Stops in the order of {@link WebVerticle#stop()}. Vert.x itself is not closed: that would wait for threads that a
     * store which is down can block for long.
     */
    private static void stop(Vertx vertx, String id) {
        LOG.info("Stopping");
        try {
            vertx.undeploy(id).await(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            LOG.info("Stopped");
        } catch (Exception e) {
            LOG.warn("Shutdown has not finished within {} seconds; exiting", STOP_TIMEOUT_SECONDS, e);
        }
    }

    private static String explain(Throwable e, WebSettings web) {
        if (e instanceof BindException) {
            return "Cannot start: cannot listen on " + web.host() + ":" + web.port() + " (" + e.getMessage()
                    + "). If another program uses the port, stop it, or set web.port to another port (0 for any free"
                    + " one); otherwise set web.host to an address of this machine.";
        }
        LOG.error("Startup failed", e);
        return "Cannot start: " + e;
    }

    private static void exit(String message) {
        System.err.println(message);
        System.exit(1);
    }
}
