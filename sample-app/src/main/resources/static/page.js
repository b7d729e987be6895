"use strict";

// Whatever a client named (stream, encoder, codec) reaches the page through textContent only.

const HISTORY = 60;
const UNKNOWN = "–";
const STATES = {
	STARTING: "Starting",
	LIVE: "Live",
	STALLED: "No media",
	CONSUMER_STALLED: "Recorder or handler too slow",
	INTERRUPTED: "Waiting for encoder",
};

const list = document.getElementById("streams");
const status = document.getElementById("status");
const template = document.getElementById("stream");
const cards = new Map();

function number(value, digits) {
	return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function bitrate(bitsPerSecond) {
	if (bitsPerSecond == null) {
		return UNKNOWN;
	}
	return bitsPerSecond < 1e6 ? `${number(bitsPerSecond / 1e3, 0)} kbit/s` : `${number(bitsPerSecond / 1e6, 2)} Mbit/s`;
}

function duration(seconds) {
	const pad = (value) => String(value).padStart(2, "0");
	return `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

function describeAudio(audio) {
	if (!audio) {
		return UNKNOWN;
	}
	const layout = { 1: "mono", 2: "stereo" }[audio.channels] ?? (audio.channels && `${audio.channels} channels`);
	return [audio.codec, audio.sampleRate && `${number(audio.sampleRate / 1000, 1)} kHz`, layout]
		.filter(Boolean)
		.join(", ");
}

function fields(stream) {
	const video = stream.video;
	return {
		name: stream.name,
		state: STATES[stream.state] ?? stream.state,
		duration: duration(stream.seconds),
		bitrate: bitrate(stream.bitrate),
		resolution: video?.width ? `${video.width} × ${video.height}` : UNKNOWN,
		frameRate: video?.frameRate ? `${number(video.frameRate, 1)} fps` : UNKNOWN,
		keyFrames: video?.keyFrameInterval ? `every ${number(video.keyFrameInterval, 1)} s` : UNKNOWN,
		video: video?.codec ?? UNKNOWN,
		audio: describeAudio(stream.audio),
		remoteAddress: stream.remoteAddress,
		encoder: stream.encoder ?? UNKNOWN,
	};
}

function draw(card, value) {
	card.history.push(value ?? 0);
	card.history.splice(0, card.history.length - HISTORY);
	const top = Math.max(...card.history, 1) * 1.25;
	const start = 120 - (card.history.length - 1) * (120 / (HISTORY - 1));
	const points = card.history.map((bits, i) => {
		return `${(start + i * (120 / (HISTORY - 1))).toFixed(1)},${(32 - (bits / top) * 32).toFixed(1)}`;
	});
	card.element.querySelector("polyline").setAttribute("points", points.join(" "));
	card.element.querySelector("polygon").setAttribute("points", [`${start},32`, ...points, "120,32"].join(" "));
}

function update(stream) {
	let card = cards.get(stream.id);
	if (!card) {
		card = { element: template.content.firstElementChild.cloneNode(true), history: [] };
		cards.set(stream.id, card);
		list.append(card.element);
	}
	for (const [name, text] of Object.entries(fields(stream))) {
		const element = card.element.querySelector(`[data-field=${name}]`);
		if (element.textContent !== text) {
			element.textContent = text;
		}
	}
	card.element.querySelector("article").dataset.state = stream.state;
	draw(card, stream.bitrate);
}

function say(text) {
	if (status.textContent !== text) {
		status.textContent = text;
	}
}

function show(overview) {
	const live = new Set(overview.streams.map((stream) => stream.id));
	for (const [id, card] of cards) {
		if (!live.has(id)) {
			card.element.remove();
			cards.delete(id);
		}
	}
	overview.streams.forEach(update);
	say(live.size === 0 ? "Nothing is live" : live.size === 1 ? "1 stream is live" : `${live.size} streams are live`);
	document.title = live.size === 0 ? "Live streams" : `(${live.size}) Live streams`;
	const host = overview.port === 1935 ? location.hostname : `${location.hostname}:${overview.port}`;
	for (const element of document.querySelectorAll(".server")) {
		element.textContent = `rtmp://${host}/live`;
	}
}

const events = new EventSource("streams/events");
events.onmessage = (event) => show(JSON.parse(event.data));
events.onerror = () => say("Connection lost, trying again…");
