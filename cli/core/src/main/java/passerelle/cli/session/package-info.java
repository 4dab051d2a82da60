/**
 * A person's session in a lab, without a terminal: where one is, what a line means, what may come
 * next on it, and the lessons. The prompt of a terminal and the page of a browser both stand on it.
 */
package passerelle.cli.session;
