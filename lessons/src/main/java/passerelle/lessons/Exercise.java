package passerelle.lessons;

import java.util.List;
import passerelle.scenarios.format.Part;

/**
 * One step of a lesson. Texts are Markdown; those that the lesson does not have are empty.
 *
 * @param title its heading
 * @param reading what to know first
 * @param question what to predict
 * @param task what to do
 * @param hint help
 * @param solution one way to do it
 * @param checks commands whose answers tell that it is done, however it was done
 * @param answer the command whose first line of output answers the question, once it is done
 */
public record Exercise(
    String title,
    String reading,
    String question,
    String task,
    String hint,
    List<Part.Step> solution,
    List<Part.Step> checks,
    List<Part.Step> answer) {}
