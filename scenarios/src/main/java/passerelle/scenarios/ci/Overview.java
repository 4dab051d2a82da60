package passerelle.scenarios.ci;

import java.util.List;

/**
 * What a run has come to.
 *
 * @param title in a line
 * @param header the columns of the table
 * @param rows a row for each file
 * @param findings what is wrong, in the order of the files
 */
public record Overview(
    String title, List<String> header, List<List<String>> rows, List<Finding> findings) {}
