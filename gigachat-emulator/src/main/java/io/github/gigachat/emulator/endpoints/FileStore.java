package io.github.gigachat.emulator.endpoints;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

import io.github.gigachat.emulator.EmulatedFile;
import org.jspecify.annotations.Nullable;

/**
 * Stores files in memory: empty files from the settings, and files uploaded since the
 * last reset.
 */
public final class FileStore {

	private final Set<String> settled;

	private final Map<String, EmulatedFile> files = new ConcurrentHashMap<>();

	private final Map<Long, EmulatedFile> uploads = new ConcurrentSkipListMap<>();

	private final AtomicLong count = new AtomicLong();

	public FileStore(Set<String> ids) {
		this.settled = ids;
		reset();
	}

	public void reset() {
		this.files.clear();
		this.uploads.clear();
		this.settled.forEach((id) -> this.files.put(id, new EmulatedFile(id, id, "text/plain", new byte[0], 0, null)));
	}

	void add(EmulatedFile file) {
		this.files.put(file.id(), file);
		this.uploads.put(this.count.incrementAndGet(), file);
	}

	/** Adds a file that the service created. */
	void addMade(EmulatedFile file) {
		this.files.put(file.id(), file);
	}

	boolean has(String id) {
		return this.files.containsKey(id);
	}

	/** Returns whether a file is neither a picture nor audio. */
	boolean isDocument(String id) {
		EmulatedFile file = this.files.get(id);
		return file != null && !file.type().startsWith("image/") && !file.type().startsWith("audio/");
	}

	@Nullable EmulatedFile find(String id) {
		return this.files.get(id);
	}

	public boolean remove(String id) {
		return this.files.remove(id) != null;
	}

	List<EmulatedFile> all() {
		return this.files.values().stream().sorted((one, other) -> one.id().compareTo(other.id())).toList();
	}

	/** Returns all uploads in order, including deleted files. */
	public List<EmulatedFile> uploads() {
		return List.copyOf(this.uploads.values());
	}

}
