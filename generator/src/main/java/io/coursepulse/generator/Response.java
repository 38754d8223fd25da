package io.coursepulse.generator;

import java.util.SplittableRandom;

/**
 * What the web server answered.
 *
 * @param status the HTTP status
 * @param size the body's bytes
 */
record Response(int status, int size) {
    static final Response BAD_REQUEST = new Response(400, 157);
    static final Response URI_TOO_LONG = new Response(414, 177);

    static Response draw(SplittableRandom random) {
        int drawn = random.nextInt(100);
        if (drawn < 90) {
            return new Response(200, 2_000 + random.nextInt(60_000));
        }
        if (drawn < 94) {
            return new Response(304, 0);
        }
        if (drawn < 98) {
            return new Response(404, 555);
        }
        return new Response(500, 579);
    }
}
