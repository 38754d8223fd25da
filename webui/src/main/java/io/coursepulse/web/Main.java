package io.coursepulse.web;

import io.coursepulse.config.InvalidConfigurationException;
import io.coursepulse.web.http.Metrics;
import io.coursepulse.web.live.LiveIntervals;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the web server: {@code Main --config coursepulse.conf}. Ends with status 1 and a message if it cannot. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final String USAGE = "Usage: java -jar coursepulse-webui.jar --config FILE";
    private static final long STOP_WITHIN_SECONDS = 10;

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
                Backend.of(config),
                LiveIntervals.STANDARD,
                metrics);
        warnIfOpen(config.web());
        // Everything the server sends comes from memory; without this it would make a folder for cached files.
        Vertx vertx = metrics.vertx(new VertxOptions()
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        vertx.deployVerticle(web)
                .onSuccess(id -> {
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(vertx, id), "stop"));
                    LOG.info(
                            "CoursePulse is at {}://{}:{}/, days begin at midnight in {}",
                            config.web().tls().isPresent() ? "https" : "http",
                            config.web().host(),
                            web.port(),
                            config.zone());
                })
                .onFailure(e -> exit(explain(e, config.web())));
    }

    private static void warnIfOpen(WebSettings web) {
        if (!web.host().startsWith("127.")
                && !web.host().equals("localhost")
                && web.password().isEmpty()) {
            LOG.warn("Whoever reaches {} can read the counts: set web.password to ask for one", web.host());
        }
        if (web.tls().isEmpty() && !web.password().isEmpty() && !web.host().startsWith("127.")) {
            LOG.warn("The password goes over the network unencrypted: set web.tls, or let a proxy speak TLS");
        }
    }

    /**
     * In the order that {@link WebVerticle#stop()} has. Vert.x itself is left to the end of the process: closing it
     * would wait for a thread that a store which is down may hold for long.
     */
    private static void stop(Vertx vertx, String id) {
        LOG.info("Stopping");
        try {
            vertx.undeploy(id).await(STOP_WITHIN_SECONDS, TimeUnit.SECONDS);
            LOG.info("Stopped");
        } catch (Exception e) {
            LOG.warn("Stopping took longer than {} seconds; ending anyway", STOP_WITHIN_SECONDS, e);
        }
    }

    private static String explain(Throwable e, WebSettings web) {
        if (e instanceof BindException) {
            return "Cannot start: " + web.host() + ":" + web.port() + " cannot be used (" + e.getMessage()
                    + "). Either another program, perhaps another CoursePulse, has this port: stop that one, or set"
                    + " web.port in the configuration to another port, or to 0 for any free one. Or web.host is not an"
                    + " address of this machine.";
        }
        LOG.error("Starting failed", e);
        return "Cannot start: " + e;
    }

    private static void exit(String message) {
        System.err.println(message);
        System.exit(1);
    }
}
