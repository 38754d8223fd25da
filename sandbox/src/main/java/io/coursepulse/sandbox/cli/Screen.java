package io.coursepulse.sandbox.cli;

/** The one place that writes to the terminal. */
final class Screen {

    private Screen() {}

    static void print(String line) {
        System.out.println(line);
    }

    static void printAsIs(String text) {
        System.out.print(text);
        System.out.flush();
    }
}
