package io.coursepulse.sandbox;

/** The only class that writes to the terminal. */
public final class ConsoleOutput {

    private ConsoleOutput() {}

    public static void print(String line) {
        System.out.println(line);
    }

    public static void printRaw(String text) {
        System.out.print(text);
        System.out.flush();
    }
}
