/**
 * Files of the machine that Passerelle runs on, as far as the person allowed. A person's own hand
 * reads and writes what the person may; a stranger's data (a transcript, a lesson, lines from a
 * pipe) reads what stands beside it and writes below one directory, in memory, or nowhere.
 */
package passerelle.files;
