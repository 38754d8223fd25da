package io.coursepulse.web.day;

import java.util.List;

/**
 * Rows and columns, to be sent as JSON or CSV.
 *
 * @param columns the columns' names
 * @param rows as many values each; texts and numbers
 */
public record Table(List<String> columns, List<List<Object>> rows) {}
