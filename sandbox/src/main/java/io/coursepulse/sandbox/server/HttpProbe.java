package io.coursepulse.sandbox.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a server over HTTP. */
final class HttpProbe {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    private HttpProbe() {}

    /** The answer's text; throws if there is none within seconds, or its status is not 200. */
    static String body(String address) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT).build();
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(address + " answered " + response.statusCode());
        }
        return response.body();
    }
}
