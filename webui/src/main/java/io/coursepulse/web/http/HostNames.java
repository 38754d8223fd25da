package io.coursepulse.web.http;

import io.coursepulse.web.WebSettings;
import io.netty.util.NetUtil;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.Set;
import java.util.TreeSet;

/**
 * Answers only to the names that the server has. A page of another site can give its own name this server's address (DNS
 * rebinding); to the browser it is then of the same origin, and may read everything. It cannot do so with an address.
 */
final class HostNames implements PlatformHandler {

    private static final int MISDIRECTED_REQUEST = 421;

    private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final boolean checkedByCertificate;

    HostNames(WebSettings settings) {
        names.add("localhost");
        names.add(settings.host());
        names.addAll(settings.hostNames());
        checkedByCertificate =
                settings.tls().isPresent() && settings.hostNames().isEmpty();
    }

    @Override
    public void handle(RoutingContext context) {
        HostAndPort asked = context.request().authority();
        if (checkedByCertificate || asked == null || accepts(asked.host())) {
            context.next();
        } else {
            Errors.send(
                    context,
                    MISDIRECTED_REQUEST,
                    "This server does not answer to that host name; if it is one of its own, add it to web.host-names");
        }
    }

    private boolean accepts(String host) {
        return names.contains(host)
                || NetUtil.isValidIpV4Address(host)
                || NetUtil.isValidIpV6Address(host.replaceAll("^\\[(.*)]$", "$1"));
    }
}
