//! A browser without a window, led through the DevTools protocol: enough to open a page, ask it things and press keys.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tungstenite::{Message, WebSocket};

pub(crate) struct Browser {
    process: Child,
    socket: WebSocket<TcpStream>,
    session: Option<String>,
    sent: u64,
    /// Everything the page reported so far.
    pub(crate) events: Vec<Value>,
    /// Where it saves files.
    pub(crate) downloads: TempDir,
    _profile: TempDir,
}

/// Anything the page should do is done within this time; generous, for machines that do other things too.
const PATIENCE: Duration = Duration::from_secs(60);

/// The first Chromium there is; `MALAPROP_CHROMIUM` names another.
fn program() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("MALAPROP_CHROMIUM") {
        return Some(named.into());
    }
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|path| path.is_file())
}

impl Browser {
    /// Nothing where there is no Chromium.
    pub(crate) fn start() -> Option<Self> {
        let (profile, downloads) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let mut process = Command::new(program()?)
            // Within a container Chromium's own sandbox is not to be had; the page under test is ours.
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0"])
            .args(["--host-resolver-rules=MAP * ~NOTFOUND", "--lang=en-GB", "--window-size=1280,900"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let address =
            lines.find_map(|line| line.unwrap().split_once("listening on ").map(|(_, a)| a.to_owned())).unwrap();
        // Nobody reads what else it says; the pipe must not fill up.
        std::thread::spawn(move || lines.for_each(drop));
        let host = address.trim_start_matches("ws://").split('/').next().unwrap().to_owned();
        let stream = TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let (socket, _) = tungstenite::client(address.as_str(), stream).unwrap();
        let events = Vec::new();
        let mut browser = Self { process, socket, session: None, sent: 0, events, downloads, _profile: profile };
        let folder = browser.downloads.path().to_owned();
        browser.call("Browser.setDownloadBehavior", json!({"behavior": "allow", "downloadPath": folder}));
        let target = browser.call("Target.createTarget", json!({"url": "about:blank"}));
        let session = browser.call("Target.attachToTarget", json!({"targetId": target["targetId"], "flatten": true}));
        browser.session = Some(session["sessionId"].as_str().unwrap().to_owned());
        for domain in ["Page", "Runtime", "Network", "Log", "DOM"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        Some(browser)
    }

    pub(crate) fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.sent += 1;
        let mut message = json!({"id": self.sent, "method": method, "params": parameters});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.socket.send(Message::text(message.to_string())).unwrap();
        loop {
            let answer = self.receive();
            if answer["id"] == json!(self.sent) {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].clone();
            }
        }
    }

    fn receive(&mut self) -> Value {
        let message = self.socket.read().expect("the browser answers");
        let value: Value = serde_json::from_str(message.to_text().unwrap()).unwrap_or_default();
        if value.get("method").is_some() {
            self.events.push(value.clone());
        }
        value
    }

    /// Opens a file and waits until it is loaded.
    pub(crate) fn open(&mut self, page: &Path) {
        self.events.clear();
        self.call("Page.navigate", json!({"url": format!("file://{}", page.display())}));
        while !self.events.iter().any(|e| e["method"] == "Page.loadEventFired") {
            self.receive();
        }
    }

    /// What `expression` comes to in the page.
    pub(crate) fn ask(&mut self, expression: &str) -> Value {
        let answer = self
            .call("Runtime.evaluate", json!({"expression": expression, "returnByValue": true, "awaitPromise": true}));
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    pub(crate) fn text(&mut self, expression: &str) -> String {
        let value = self.ask(expression);
        value.as_str().unwrap_or_else(|| panic!("{expression}: {value}")).to_owned()
    }

    /// Waits until `expression` holds in the page.
    pub(crate) fn until(&mut self, expression: &str) {
        let start = Instant::now();
        while self.ask(expression) != json!(true) {
            assert!(start.elapsed() < PATIENCE, "never: {expression}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn click(&mut self, selector: &str) {
        self.ask(&format!("document.querySelector({}).click()", json!(selector)));
    }

    /// Presses a key: a letter, or a name such as `Tab`.
    pub(crate) fn press(&mut self, key: &str) {
        let code = match key {
            "Tab" => 9,
            "Enter" => 13,
            "Escape" => 27,
            _ => 0,
        };
        let text = match key {
            "Enter" => "\r",
            key if key.chars().count() == 1 => key,
            _ => "",
        };
        let down = if text.is_empty() { "rawKeyDown" } else { "keyDown" };
        let event =
            |kind: &str, text: &str| json!({"type": kind, "key": key, "windowsVirtualKeyCode": code, "text": text});
        self.call("Input.dispatchKeyEvent", event(down, text));
        self.call("Input.dispatchKeyEvent", event("keyUp", ""));
    }

    /// Types into the field that `selector` finds, as a person does.
    pub(crate) fn fill(&mut self, selector: &str, text: &str) {
        self.ask(&format!("document.querySelector({}).focus()", json!(selector)));
        self.call("Input.insertText", json!({"text": text}));
    }

    /// The file that the page saves as `name`, once it is there.
    pub(crate) fn saved(&mut self, name: &str) -> Vec<u8> {
        let path = self.downloads.path().join(name);
        let start = Instant::now();
        loop {
            if let Ok(bytes) = std::fs::read(&path)
                && !bytes.is_empty()
            {
                std::fs::remove_file(&path).unwrap();
                return bytes;
            }
            assert!(start.elapsed() < PATIENCE, "{name} was never saved");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Prefers, as the reader's system does: `prefers-color-scheme` and the like.
    pub(crate) fn prefer(&mut self, feature: &str, value: &str) {
        self.call("Emulation.setEmulatedMedia", json!({"features": [{"name": feature, "value": value}]}));
    }

    /// Addresses the page asked for, itself among them.
    pub(crate) fn requests(&self) -> Vec<String> {
        let asked = self.events.iter().filter(|e| e["method"] == "Network.requestWillBeSent");
        asked.map(|e| e["params"]["request"]["url"].as_str().unwrap().to_owned()).collect()
    }

    /// Errors in scripts and breaches of the page's policy.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let bad = |e: &&Value| e["method"] == "Runtime.exceptionThrown" || e["method"] == "Log.entryAdded";
        self.events.iter().filter(bad).map(|e| e["params"].to_string()).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
