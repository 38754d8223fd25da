package io.coursepulse.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a share on the command line: {@code 0.5%} or {@code 0.005}. */
final class ShareConverter implements ITypeConverter<Double> {
    private static final Pattern SHARE = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?%?");

    @Override
    public Double convert(String text) {
        if (!SHARE.matcher(text).matches()) {
            throw new TypeConversionException("'" + text + "' is no share such as 0.5% or 0.005");
        }
        return text.endsWith("%")
                ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
                : Double.parseDouble(text);
    }
}
