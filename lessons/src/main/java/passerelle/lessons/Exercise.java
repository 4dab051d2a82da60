package passerelle.lessons;

import java.util.List;
import java.util.Optional;
import passerelle.scenarios.format.Part;

/**
 * One step of a lesson. Texts are Markdown.
 *
 * @param title its heading
 * @param reading what to know first
 * @param broken commands that are done unseen when it begins
 * @param question what to predict
 * @param task what to do
 * @param hints help, from a nudge to nearly the command
 * @param solution one way to do it
 * @param otherWays others that are as good
 * @param checks expectations that are true once it is done, however it was done
 * @param answer what is right
 * @param packet a command that shows a packet's way
 * @param decision which decision on that way is asked for before it is shown
 */
public record Exercise(
    String title,
    String reading,
    List<Part.Step> broken,
    Question question,
    String task,
    List<String> hints,
    List<Part.Step> solution,
    List<List<Part.Step>> otherWays,
    List<Part.Step> checks,
    RightAnswer answer,
    Optional<Part.Step> packet,
    Optional<String> decision) {}
