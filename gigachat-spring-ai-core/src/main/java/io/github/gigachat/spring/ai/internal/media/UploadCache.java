package io.github.gigachat.spring.ai.internal.media;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.jspecify.annotations.Nullable;

/**
 * Cache of uploaded files, keyed by their content.
 * <p>
 * All state is guarded by the lock, which is never held during an upload. Invariants: a
 * key maps to one file, so that the same content is not uploaded twice at the same time.
 * A file with users is not deleted. A file without users is removed from the cache if it
 * was dropped, if it has expired, or if the cache is full.
 */
public final class UploadCache {

	/** A maximum that avoids an overflow when it is added to an instant. */
	private static final Duration LONGEST = Duration.ofDays(36_500);

	private final int size;

	private final Duration timeToLive;

	private final Clock clock;

	private final ReentrantLock lock = new ReentrantLock();

	/** In access order, the least recently used first. */
	private final Map<String, CachedFile> files = new LinkedHashMap<>(16, 0.75f, true);

	private final List<CachedFile> leaving = new ArrayList<>();

	private boolean closed;

	/**
	 * Creates the cache.
	 * @param size the maximum number of files without users
	 * @param timeToLive the time for which a file is cached after its last use
	 * @param clock the clock for the age of files
	 */
	public UploadCache(int size, Duration timeToLive, Clock clock) {
		this.size = size;
		this.timeToLive = (timeToLive.compareTo(LONGEST) < 0) ? timeToLive : LONGEST;
		this.clock = clock;
	}

	/**
	 * Begins a use of a file: of the file with this key, uploaded or being uploaded, or
	 * of a new one that the caller has to upload.
	 * @param headers the additional headers for the upload of a new file
	 * @throws GigaChatNonTransientException if the cache is closed
	 */
	Place enter(String key, RequestHeaders headers) {
		this.lock.lock();
		try {
			if (this.closed) {
				throw closedException();
			}
			Instant now = this.clock.instant();
			expire(now);
			CachedFile present = this.files.get(key);
			if (present != null) {
				present.users++;
				present.lastUsed = now;
				return new Place(present, false, present.uploaded() != null);
			}
			CachedFile created = new CachedFile(key, headers, now);
			this.files.put(key, created);
			return new Place(created, true, false);
		}
		finally {
			this.lock.unlock();
		}
	}

	public static GigaChatNonTransientException closedException() {
		return GigaChatNonTransientException.of(FailureKind.CANCELLED, "Closed: no more media are uploaded", null,
				null);
	}

	/** Adds a further key to an uploaded file, unless the key is taken. */
	void alias(CachedFile file, String key) {
		this.lock.lock();
		try {
			if (this.files.putIfAbsent(key, file) == null) {
				file.keys.add(key);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Ends a use of a file.
	 * @param drop {@code true} to remove the file when its last user leaves
	 */
	public void leave(CachedFile file, boolean drop) {
		this.lock.lock();
		try {
			Instant now = this.clock.instant();
			file.users--;
			file.lastUsed = now;
			file.dropped |= drop;
			if (file.users == 0 && file.dropped && isPresent(file)) {
				remove(file);
			}
			expire(now);
			shrink();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Removes a file that the service has lost or never received, and ends its use. */
	public void forget(CachedFile file) {
		this.lock.lock();
		try {
			file.keys.forEach((key) -> this.files.remove(key, file));
			file.users--;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Removes expired files. */
	public void expire() {
		this.lock.lock();
		try {
			expire(this.clock.instant());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns the files that were removed and have no users. Each file is returned once.
	 */
	public List<CachedFile> left() {
		this.lock.lock();
		try {
			List<CachedFile> left = List.copyOf(this.leaving);
			this.leaving.clear();
			return left;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns the time until the next file expires, or {@code null} if no file is without
	 * users.
	 */
	public @Nullable Duration untilNextExpiry() {
		this.lock.lock();
		try {
			Instant now = this.clock.instant();
			return this.files.values()
				.stream()
				.filter((file) -> file.users == 0)
				.map((file) -> Duration.between(now, file.lastUsed.plus(this.timeToLive)))
				.min(Duration::compareTo)
				.orElse(null);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Closes the cache.
	 * @return its files, including those that are being uploaded
	 */
	public List<CachedFile> close() {
		this.lock.lock();
		try {
			this.closed = true;
			List<CachedFile> all = new ArrayList<>(distinct());
			this.files.clear();
			return all;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void expire(Instant now) {
		for (CachedFile file : distinct()) {
			if (file.users == 0 && !file.lastUsed.plus(this.timeToLive).isAfter(now)) {
				remove(file);
			}
		}
	}

	private void shrink() {
		List<CachedFile> unused = distinct().stream().filter((file) -> file.users == 0).toList();
		unused.stream().limit(Math.max(0, unused.size() - this.size)).forEach(this::remove);
	}

	private Set<CachedFile> distinct() {
		return new LinkedHashSet<>(this.files.values());
	}

	private boolean isPresent(CachedFile file) {
		return this.files.containsValue(file);
	}

	private void remove(CachedFile file) {
		file.keys.forEach((key) -> this.files.remove(key, file));
		this.leaving.add(file);
	}

	/**
	 * A use of a file.
	 *
	 * @param isLeader {@code true} if the caller has to upload the file
	 * @param isHit {@code true} if the file was already uploaded
	 */
	public record Place(CachedFile file, boolean isLeader, boolean isHit) {
	}

}
