package io.coursepulse.web;

import io.coursepulse.web.http.Routes;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a certificate that was replaced, without a restart. Open connections keep the old one. Used on one event loop only. */
final class CertificateReload {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateReload.class);

    private final Vertx vertx;
    private final HttpServer server;
    private final WebSettings settings;
    private final WebSettings.Tls files;
    private List<String> served;
    private List<String> refused = List.of();

    CertificateReload(Vertx vertx, HttpServer server, WebSettings settings, WebSettings.Tls files) {
        this.vertx = vertx;
        this.server = server;
        this.settings = settings;
        this.files = files;
        this.served = contents();
    }

    /** Reads the files; if they have changed and belong together, they are served from now on. */
    void check() {
        vertx.executeBlocking(this::contents, false).onSuccess(now -> {
            if (!now.equals(served) && !now.equals(refused)) {
                serve(now);
            }
        });
    }

    private void serve(List<String> now) {
        // One of the two may be written before the other.
        Optional<String> problem = TlsFiles.problemOfCertificate(files.certificate())
                .or(() -> TlsFiles.problemOfKey(files.certificate(), files.key()));
        if (problem.isPresent()) {
            refused = now;
            LOG.warn("The certificate was replaced, but the old one stays in use: one of the files {}", problem.get());
            return;
        }
        server.updateSSLOptions(Routes.options(settings).getSslOptions(), true)
                .onSuccess(any -> {
                    served = now;
                    LOG.info("Serving the new certificate {}", files.certificate());
                })
                .onFailure(e -> {
                    refused = now;
                    LOG.warn("The certificate was replaced, but the old one stays in use: {}", e.getMessage());
                });
    }

    /** Small files, whose times of change may be too coarse to tell. */
    private List<String> contents() {
        return List.of(content(files.certificate()), content(files.key()));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
