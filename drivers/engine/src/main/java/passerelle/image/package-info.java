/**
 * Images as data: a catalogue file says what an image runs, what it listens with and answers, which
 * files and tools it has. Nothing is pulled and nothing is unpacked.
 */
package passerelle.image;
