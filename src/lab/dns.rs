//! A nameserver on loopback, over UDP and TCP, that answers from a made-up zone.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::Context as _;
use hickory_resolver::proto::op::{Edns, Message, Metadata, Query, ResponseCode};
use hickory_resolver::proto::rr::rdata::opt::EdnsOption;
use hickory_resolver::proto::rr::rdata::{CAA, CNAME, MX, PTR, SOA, SRV, TXT};
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::task::{JoinSet, yield_now};

/// How many aliases are followed in one answer.
const ALIASES: usize = 8;

/// How often a port is looked for that is free for UDP and for TCP.
const TRIES: usize = 16;

/// The number of the option that holds a reason (RFC 8914 §2).
const EXTENDED_ERROR: u16 = 15;

/// The longest answer in a datagram.
const DATAGRAM: usize = 1232;

/// How long an answer may be kept, in seconds.
const TTL: u32 = 60;

/// What there is to a name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Records {
    /// These addresses, each under its own type.
    Addresses(Vec<IpAddr>),
    /// These texts, a TXT record each.
    Texts(Vec<String>),
    /// These mail servers with their preference, and these texts.
    Mail(Vec<(u16, String)>, Vec<String>),
    /// These servers of a service: priority, weight, port and host.
    Services(Vec<(u16, u16, u16, String)>),
    /// The name of an address.
    Pointer(String),
    /// This authority alone may issue certificates.
    Issuer(String),
    /// Another name.
    Alias(String),
    /// The name, without a record of the type asked for.
    NoData,
    /// No such name: NXDOMAIN.
    NxDomain,
    /// This response code.
    Code(ResponseCode),
    /// This response code with a reason (RFC 8914), and these addresses for whoever wants no signatures checked.
    Explained {
        /// The response code.
        code: ResponseCode,
        /// The number of the reason.
        number: u16,
        /// What is said besides.
        text: String,
        /// What there is without the check.
        unchecked: Vec<IpAddr>,
    },
    /// No answer at all.
    Silent,
}

impl Records {
    fn data(&self) -> Vec<RData> {
        let texts = |texts: &[String]| -> Vec<RData> { texts.iter().map(|one| text(one)).collect() };
        match self {
            Self::Addresses(addresses) | Self::Explained { unchecked: addresses, .. } => {
                addresses.iter().map(|address| RData::from(*address)).collect()
            }
            Self::Texts(all) => texts(all),
            Self::Mail(servers, all) => {
                let servers = servers.iter().filter_map(|(preference, host)| {
                    let host = Name::from_ascii(format!("{}.", host.trim_end_matches('.'))).ok()?;
                    Some(RData::MX(MX::new(*preference, host)))
                });
                servers.chain(texts(all)).collect()
            }
            Self::Pointer(name) => {
                let name = Name::from_ascii(format!("{name}.")).ok();
                name.map(|name| RData::PTR(PTR(name))).into_iter().collect()
            }
            Self::Services(servers) => {
                let servers = servers.iter().filter_map(|(priority, weight, port, host)| {
                    let host = Name::from_ascii(format!("{}.", host.trim_end_matches('.'))).ok()?;
                    Some(RData::SRV(SRV::new(*priority, *weight, *port, host)))
                });
                servers.collect()
            }
            Self::Issuer(name) => {
                let name = Name::from_ascii(name.trim_end_matches('.')).ok();
                vec![RData::CAA(CAA::new_issue(false, name, Vec::new()))]
            }
            _ => Vec::new(),
        }
    }
}

/// A TXT record, in strings of at most 255 bytes.
fn text(text: &str) -> RData {
    RData::TXT(TXT::from_bytes(text.as_bytes().chunks(255).collect()))
}

/// The names that the nameserver knows.
#[derive(Clone, Debug)]
pub struct Zone {
    /// The names in lower case, without a dot at the end.
    pub names: Vec<(String, Records)>,
    /// What there is to any other name.
    pub otherwise: Records,
}

impl Zone {
    fn records(&self, name: &Name) -> &Records {
        let name = name.to_ascii().to_ascii_lowercase();
        let name = name.trim_end_matches('.');
        let known = self.names.iter().find(|(known, _)| known == name);
        known.map_or(&self.otherwise, |(_, records)| records)
    }
}

/// A running nameserver. It ends when it is dropped.
#[derive(Debug)]
pub struct DnsServer {
    /// Where it listens.
    pub address: SocketAddr,
    _listening: JoinSet<()>,
}

impl DnsServer {
    /// Starts a nameserver.
    pub async fn start(zone: Zone) -> anyhow::Result<Self> {
        let (udp, tcp) = bind().await.context("the nameserver of the lab")?;
        let address = udp.local_addr()?;
        let zone = Arc::new(zone);
        let mut listening = JoinSet::new();
        listening.spawn(serve_udp(udp, Arc::clone(&zone)));
        listening.spawn(serve_tcp(tcp, zone));
        Ok(Self { address, _listening: listening })
    }
}

async fn bind() -> io::Result<(UdpSocket, TcpListener)> {
    let mut failed = io::Error::from(io::ErrorKind::AddrInUse);
    for _ in 0..TRIES {
        let udp = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        match TcpListener::bind(udp.local_addr()?).await {
            Ok(tcp) => return Ok((udp, tcp)),
            Err(error) => failed = error,
        }
    }
    Err(failed)
}

async fn serve_udp(socket: UdpSocket, zone: Arc<Zone>) {
    let mut buffer = vec![0; 4096];
    loop {
        // An error here is about a client that is gone, as Windows tells it; the next one is served all the same.
        let Ok((count, client)) = socket.recv_from(&mut buffer).await else {
            yield_now().await;
            continue;
        };
        if let Some(answer) = answer(&buffer[..count], &zone) {
            let _ = socket.send_to(fitting(answer).as_slice(), client).await;
        }
    }
}

/// An answer as a datagram takes it: one that is too long is left out, and asked for again over TCP (RFC 2181 §9).
fn fitting(mut answer: Vec<u8>) -> Vec<u8> {
    const TRUNCATED: u8 = 0x02;
    if answer.len() > DATAGRAM {
        let name: usize = answer[12..].split_inclusive(|byte| *byte == 0).next().map_or(0, <[u8]>::len);
        answer.truncate(12 + name + 4);
        answer[2] |= TRUNCATED;
        answer[6..12].fill(0);
    }
    answer
}

async fn serve_tcp(listener: TcpListener, zone: Arc<Zone>) {
    let mut clients = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                match accepted {
                    Ok((stream, _)) => {
                        clients.spawn(serve_client(stream, Arc::clone(&zone)));
                    }
                    Err(_) => yield_now().await,
                }
            }
            Some(_) = clients.join_next(), if !clients.is_empty() => {}
        }
    }
}

async fn serve_client(stream: TcpStream, zone: Arc<Zone>) {
    // A client that goes away is no fault.
    let _ = serve_messages(stream, &zone).await;
}

/// Answers messages with their length in front (RFC 7766 §8).
async fn serve_messages(mut stream: TcpStream, zone: &Zone) -> io::Result<()> {
    loop {
        let mut message = vec![0; usize::from(stream.read_u16().await?)];
        stream.read_exact(&mut message).await?;
        if let Some(answer) = answer(&message, zone) {
            stream.write_u16(u16::try_from(answer.len()).unwrap_or(u16::MAX)).await?;
            stream.write_all(&answer).await?;
        }
    }
}

/// The answer to a message; none where the zone is silent or the message is no question.
fn answer(message: &[u8], zone: &Zone) -> Option<Vec<u8>> {
    let request = Message::from_vec(message).ok()?;
    let question = request.queries.first()?;
    let mut response = Message::response(request.metadata.id, request.metadata.op_code);
    response.metadata = Metadata::response_from_request(&request.metadata);
    response.metadata.recursion_available = true;
    response.add_query(question.clone());
    if request.edns.is_some() {
        response.set_edns(Edns::new());
    }
    fill(&mut response, question, zone)?;
    response.to_vec().ok()
}

fn fill(response: &mut Message, question: &Query, zone: &Zone) -> Option<()> {
    let mut name = question.name().clone();
    for _ in 0..=ALIASES {
        match zone.records(&name) {
            Records::Silent => return None,
            Records::Code(code) => response.metadata.response_code = *code,
            Records::Explained { code, number, text, unchecked }
                if unchecked.is_empty() || !response.metadata.checking_disabled =>
            {
                response.metadata.response_code = *code;
                if let Some(edns) = &mut response.edns {
                    let data = [&number.to_be_bytes()[..], text.as_bytes()].concat();
                    edns.options_mut().insert(EdnsOption::Unknown(EXTENDED_ERROR, data));
                }
            }
            Records::NxDomain => {
                response.metadata.response_code = ResponseCode::NXDomain;
                response.add_authority(start_of_authority()?);
            }
            Records::NoData => {
                response.add_authority(start_of_authority()?);
            }
            Records::Alias(other) => {
                let other = Name::from_ascii(format!("{other}.")).ok()?;
                let data = RData::CNAME(CNAME(other.clone()));
                response.add_answer(Record::from_rdata(name, TTL, data));
                if question.query_type() == RecordType::CNAME {
                    return Some(());
                }
                name = other;
                continue;
            }
            records => {
                let kind = question.query_type();
                let data = records.data().into_iter().filter(|data| data.record_type() == kind);
                let records: Vec<Record> =
                    data.map(|data| Record::from_rdata(name.clone(), TTL, data)).collect();
                if records.is_empty() {
                    response.add_authority(start_of_authority()?);
                }
                response.add_answers(records);
            }
        }
        return Some(());
    }
    // A loop of aliases: as far as it was followed.
    Some(())
}

/// The record that tells how long a denial may be kept (RFC 2308 §3).
fn start_of_authority() -> Option<Record> {
    let name = |text| Name::from_ascii(text).ok();
    let data = SOA::new(name("ns.lab.test.")?, name("hostmaster.lab.test.")?, 1, 3600, 600, 86400, 60);
    Some(Record::from_rdata(name("lab.test.")?, TTL, RData::SOA(data)))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    const V4: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

    async fn start() -> DnsServer {
        let v6: IpAddr = "2001:db8::1".parse().unwrap();
        let names = [
            ("both.test", Records::Addresses(vec![V4, v6])),
            ("four.test", Records::Addresses(vec![V4])),
            ("alias.test", Records::Alias("four.test".to_owned())),
            ("loop.test", Records::Alias("loop.test".to_owned())),
            ("empty.test", Records::NoData),
            ("broken.test", Records::Code(ResponseCode::ServFail)),
            ("mute.test", Records::Silent),
        ];
        let names = names.map(|(name, records)| (name.to_owned(), records)).to_vec();
        DnsServer::start(Zone { names, otherwise: Records::NxDomain }).await.unwrap()
    }

    fn question(name: &str, kind: RecordType) -> Message {
        let mut message = Message::query();
        message.add_query(Query::query(Name::from_ascii(name).unwrap(), kind));
        message.set_edns(Edns::new());
        message
    }

    async fn ask(server: &DnsServer, name: &str, kind: RecordType) -> Message {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let message = question(name, kind);
        socket.send_to(&message.to_vec().unwrap(), server.address).await.unwrap();
        let mut buffer = [0; 4096];
        let count = socket.recv(&mut buffer).await.unwrap();
        let answer = Message::from_vec(&buffer[..count]).unwrap();
        assert_eq!(answer.metadata.id, message.metadata.id);
        answer
    }

    fn data(message: &Message) -> Vec<String> {
        message.answers.iter().map(|record| record.data.to_string()).collect()
    }

    #[tokio::test]
    async fn addresses_and_aliases() {
        let server = start().await;
        assert_eq!(data(&ask(&server, "both.test.", RecordType::A).await), ["192.0.2.1"]);
        assert_eq!(data(&ask(&server, "BOTH.test.", RecordType::AAAA).await), ["2001:db8::1"]);
        assert_eq!(data(&ask(&server, "alias.test.", RecordType::A).await), ["four.test.", "192.0.2.1"]);
        assert_eq!(data(&ask(&server, "loop.test.", RecordType::A).await).len(), ALIASES + 1);
    }

    #[tokio::test]
    async fn denials() {
        let server = start().await;
        let nothing = ask(&server, "four.test.", RecordType::AAAA).await;
        assert_eq!((nothing.metadata.response_code, nothing.answers.len()), (ResponseCode::NoError, 0));
        assert_eq!(nothing.authorities.len(), 1);
        let empty = ask(&server, "empty.test.", RecordType::A).await;
        assert_eq!((empty.metadata.response_code, empty.answers.len()), (ResponseCode::NoError, 0));
        let unknown = ask(&server, "unknown.test.", RecordType::A).await;
        assert_eq!(unknown.metadata.response_code, ResponseCode::NXDomain);
        let broken = ask(&server, "broken.test.", RecordType::A).await;
        assert_eq!(broken.metadata.response_code, ResponseCode::ServFail);
        let mute = ask(&server, "mute.test.", RecordType::A);
        assert!(timeout(Duration::from_millis(50), mute).await.is_err());
    }

    #[tokio::test]
    async fn answers_over_tcp() {
        let server = start().await;
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let message = question("four.test.", RecordType::A).to_vec().unwrap();
        stream.write_u16(u16::try_from(message.len()).unwrap()).await.unwrap();
        stream.write_all(&message).await.unwrap();
        let mut answer = vec![0; usize::from(stream.read_u16().await.unwrap())];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(data(&Message::from_vec(&answer).unwrap()), ["192.0.2.1"]);
    }
}
