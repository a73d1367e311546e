// Sends one photo with tus-js-client: node tus_client.js FOLDER_OF_THE_PACKAGE JSON. Ends with 0 when it was received.
const [, , folder, said] = process.argv;
const tus = require(`${folder}/node_modules/tus-js-client`);
const { endpoint, token, metadata, content, chunkSize } = JSON.parse(said);
const upload = new tus.Upload(Buffer.from(content, "base64"), {
  endpoint,
  metadata,
  chunkSize: chunkSize || Infinity,
  headers: { Authorization: `Bearer ${token}` },
  retryDelays: Array(100).fill(20),
  onError: (error) => {
    console.error(String(error));
    process.exit(1);
  },
  onSuccess: () => process.exit(0),
});
upload.start();
