package io.coursepulse.web.http;

import io.coursepulse.web.WebSettings;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of the client of a request. Behind proxies it is what the outermost of them has appended to the header: as
 * many places from its end as there are proxies. What stands before that, in the same line or in lines before, came from
 * the client, which can write anything. (Vert.x's own handling of forwarded headers takes the first one, so it is not used.)
 */
final class ClientAddress {

    private static final int MAX_LENGTH = 45;

    /** The node of an element of Forwarded, which may be quoted, and an IPv6 address in brackets. */
    private static final Pattern FORWARDED_FOR =
            Pattern.compile("(?:^|;)\\s*for\\s*=\\s*\"?(\\[[^]]*]|[^\";:]*)", Pattern.CASE_INSENSITIVE);

    private final WebSettings.Proxies proxies;

    ClientAddress(WebSettings.Proxies proxies) {
        this.proxies = proxies;
    }

    String of(RoutingContext context) {
        if (proxies.number() > 0) {
            List<String> elements = elements(context);
            if (!elements.isEmpty()) {
                String client = node(elements.get(Math.max(0, elements.size() - proxies.number())));
                if (!client.isEmpty() && client.length() <= MAX_LENGTH) {
                    return client;
                }
            }
        }
        return context.request().remoteAddress() == null
                ? "unknown"
                : context.request().remoteAddress().hostAddress();
    }

    /** The elements of all lines of the header: a proxy may append to the last line, or add a line. */
    private List<String> elements(RoutingContext context) {
        String name = proxies.header() == WebSettings.ProxyHeader.FORWARDED ? "Forwarded" : "X-Forwarded-For";
        List<String> elements = new ArrayList<>();
        for (String line : context.request().headers().getAll(name)) {
            elements.addAll(List.of(line.split(",", -1)));
        }
        return elements;
    }

    private String node(String element) {
        if (proxies.header() == WebSettings.ProxyHeader.X_FORWARDED_FOR) {
            return element.strip();
        }
        Matcher node = FORWARDED_FOR.matcher(element);
        return node.find() ? node.group(1).strip() : "";
    }
}
