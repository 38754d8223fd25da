package io.coursepulse.sandbox;

/** The one place that writes to the terminal. */
public final class Screen {

    private Screen() {}

    public static void print(String line) {
        System.out.println(line);
    }

    public static void printAsIs(String text) {
        System.out.print(text);
        System.out.flush();
    }
}
