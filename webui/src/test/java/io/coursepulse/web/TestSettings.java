package io.coursepulse.web;

import io.coursepulse.web.catalogue.Catalogue;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The default settings on a free port, with changes. */
final class TestSettings {

    private final WebSettings defaults = WebSettings.defaultsOnPort(0);
    private Optional<WebSettings.Tls> tls = defaults.tls();
    private String password = defaults.password();
    private String adminToken = defaults.adminToken();
    private WebSettings.Limits limits = defaults.limits();
    private WebSettings.Proxies proxies = defaults.proxies();
    private List<String> hostNames = defaults.hostNames();
    private Catalogue catalogue = defaults.catalogue();
    private Optional<URI> stormUi = defaults.stormUi();

    private TestSettings() {}

    static WebSettings with(UnaryOperator<TestSettings> change) {
        return change.apply(new TestSettings()).settings();
    }

    private WebSettings settings() {
        return new WebSettings(
                defaults.host(),
                defaults.port(),
                tls,
                password,
                adminToken,
                limits,
                proxies,
                hostNames,
                catalogue,
                defaults.nimbus(),
                stormUi);
    }

    TestSettings password(String password) {
        this.password = password;
        return this;
    }

    TestSettings adminToken(String adminToken) {
        this.adminToken = adminToken;
        return this;
    }

    TestSettings limits(WebSettings.Limits limits) {
        this.limits = limits;
        return this;
    }

    TestSettings proxies(WebSettings.Proxies proxies) {
        this.proxies = proxies;
        return this;
    }

    TestSettings catalogue(Catalogue catalogue) {
        this.catalogue = catalogue;
        return this;
    }

    TestSettings hostNames(String... names) {
        this.hostNames = List.of(names);
        return this;
    }

    TestSettings tls(Path certificate, Path key) {
        this.tls = Optional.of(new WebSettings.Tls(certificate, key));
        return this;
    }

    TestSettings stormUi(URI address) {
        this.stormUi = Optional.of(address);
        return this;
    }
}
