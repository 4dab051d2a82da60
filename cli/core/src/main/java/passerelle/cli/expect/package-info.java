/**
 * What a lab is expected to be: {@code expect reach laptop web:80}, {@code expect container web
 * network back}. Such statements are asked of the lab's state, or tried in a copy of it; what
 * somebody typed to get there does not matter. Lessons check by them, and so may scenarios.
 */
package passerelle.cli.expect;
