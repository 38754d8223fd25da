package io.coursepulse.web;

import io.coursepulse.web.catalogue.Catalogue;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The default settings on a free port, with changes. */
final class TestSettings {

    private WebSettings settings = WebSettings.defaultsOnPort(0);

    private TestSettings() {}

    static WebSettings with(UnaryOperator<TestSettings> change) {
        return change.apply(new TestSettings()).settings;
    }

    TestSettings password(String password) {
        return set(settings.tls(), password, settings.adminToken(), settings.limits(), settings.stormUi());
    }

    TestSettings adminToken(String token) {
        return set(settings.tls(), settings.password(), token, settings.limits(), settings.stormUi());
    }

    TestSettings limits(WebSettings.Limits limits) {
        return set(settings.tls(), settings.password(), settings.adminToken(), limits, settings.stormUi());
    }

    TestSettings tls(Path certificate, Path key) {
        return set(
                Optional.of(new WebSettings.Tls(certificate, key)),
                settings.password(),
                settings.adminToken(),
                settings.limits(),
                settings.stormUi());
    }

    TestSettings stormUi(URI address) {
        return set(settings.tls(), settings.password(), settings.adminToken(), settings.limits(), Optional.of(address));
    }

    TestSettings catalogue(Catalogue catalogue) {
        settings = new WebSettings(
                settings.host(),
                settings.port(),
                settings.tls(),
                settings.password(),
                settings.adminToken(),
                settings.limits(),
                catalogue,
                settings.nimbus(),
                settings.stormUi());
        return this;
    }

    private TestSettings set(
            Optional<WebSettings.Tls> tls,
            String password,
            String adminToken,
            WebSettings.Limits limits,
            Optional<URI> stormUi) {
        settings = new WebSettings(
                settings.host(),
                settings.port(),
                tls,
                password,
                adminToken,
                limits,
                settings.catalogue(),
                settings.nimbus(),
                stormUi);
        return this;
    }
}
