package passerelle.lessons;

/**
 * What becomes of a packet at one place of its way, as a question.
 *
 * @param question with the answers to choose from
 * @param right index of the right one
 * @param happens what happens there, a sentence
 */
public record Decision(Question question, int right, String happens) {}
