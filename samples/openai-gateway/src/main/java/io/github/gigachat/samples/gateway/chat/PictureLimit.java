package io.github.gigachat.samples.gateway.chat;

import java.util.ArrayList;
import java.util.List;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.content.Media;

/**
 * Keeps the newest pictures of a conversation. The service takes ten pictures in a
 * request, while agents send all pictures of a conversation with each turn.
 */
final class PictureLimit {

	private static final int MOST = 10;

	private static final String OMITTED = "[image omitted]";

	private int excess;

	private int omitted;

	private PictureLimit(List<Message> messages) {
		int pictures = 0;
		for (Message message : messages) {
			pictures += (message instanceof UserMessage user) ? pictures(user) : 0;
		}
		this.excess = Math.max(0, pictures - MOST);
	}

	/** Returns the conversation without the pictures that are too many. */
	static Kept apply(List<Message> messages) {
		PictureLimit limit = new PictureLimit(messages);
		if (limit.excess == 0) {
			return new Kept(messages, 0);
		}
		return new Kept(messages.stream().map(limit::take).toList(), limit.omitted);
	}

	private Message take(Message message) {
		if (this.excess == 0 || !(message instanceof UserMessage user) || pictures(user) == 0) {
			return message;
		}
		StringBuilder text = new StringBuilder();
		List<Media> kept = new ArrayList<>();
		for (Media medium : user.getMedia()) {
			if (this.excess > 0 && isPicture(medium)) {
				this.excess--;
				this.omitted++;
				text.append(OMITTED).append('\n');
			}
			else {
				kept.add(medium);
			}
		}
		return user.mutate().text(text.append(user.getText()).toString().strip()).media(kept).build();
	}

	private static int pictures(UserMessage message) {
		return (int) message.getMedia().stream().filter(PictureLimit::isPicture).count();
	}

	private static boolean isPicture(Media medium) {
		return medium.getMimeType().getType().equals("image");
	}

	/**
	 * The conversation that is sent.
	 *
	 * @param messages the messages
	 * @param omitted the number of pictures that were left out
	 */
	record Kept(List<Message> messages, int omitted) {

		/** Returns nothing of the conversation. */
		@Override
		public String toString() {
			return "Kept[omitted=" + this.omitted + "]";
		}

	}

}
